//! Stand-in.
use crate::doc::KpiFields;
use crate::id::Date;
use crate::kpi::{Analysis, Series, Unit, Verdicts};
/// x
pub struct Mark {
    /// x
    pub number: u32,
    /// x
    pub date: Date,
    /// x
    pub label: String,
}
/// x
#[derive(Clone, Copy)]
pub enum Size {
    /// x
    Wide,
    /// x
    Narrow,
}
/// x
pub struct Spec<'a> {
    /// x
    pub series: &'a Series,
    /// x
    pub analysis: &'a Analysis,
    /// x
    pub verdicts: &'a Verdicts,
    /// x
    pub fields: &'a KpiFields,
    /// x
    pub unit: &'a Unit,
    /// x
    pub name: &'a str,
    /// x
    pub marks: &'a [Mark],
    /// x
    pub size: Size,
    /// x
    pub id: &'a str,
}
/// x
pub fn run_chart(_: &Spec) -> String {
    String::new()
}
/// x
pub fn spark(_: &Series, _: &Unit, _: &str, _: Option<Date>) -> Option<String> {
    None
}
/// x
pub fn table(_: &Series, _: &Unit) -> (Vec<String>, Vec<Vec<String>>) {
    (Vec::new(), Vec::new())
}
/// x
pub fn csv(_: &Series) -> String {
    String::new()
}
