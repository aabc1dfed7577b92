//! KPI pages and their index.

use serde::Serialize;

use super::Html;
use super::ending::Freshness;
use super::parts::{Banner, Chart, DataTable, Figure, Link, Pill};

/// The page of one KPI.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Kpi {
    /// The KPI's name.
    pub name: String,
    /// The finding, which is the page's title; the name where there is nothing to say.
    pub finding: String,
    /// The anchor of the title, where the author's heading has one.
    pub anchor: Option<String>,
    /// What the finding rests on, in a sentence or two.
    pub summary: Option<String>,
    /// The two verdicts, variation and target.
    pub verdicts: Vec<Pill>,
    /// The chain line.
    pub chain: Option<Html>,
    /// Notes above everything.
    pub banners: Vec<Banner>,
    /// The fact sheet.
    pub facts: Html,
    /// The tags.
    pub tags: Html,
    /// The chart; none where there is no data.
    pub chart: Option<Chart>,
    /// What stands in the chart's place, inline; none where there is a chart.
    pub no_data: Option<Html>,
    /// The numbers behind the chart.
    pub data: Option<DataTable>,
    /// Other views of the same numbers.
    pub views: Vec<ChartView>,
    /// The KPIs that would get worse if this one got better the wrong way.
    pub beside: Vec<Tile>,
    /// What stands behind the numbers; none where they were read from a file.
    pub computed: Option<Computed>,
    /// The briefs that named the KPI, in the order of their marks on the chart.
    pub moves: Vec<Move>,
    /// Source and age of the data.
    pub freshness: Option<Freshness>,
    /// The headings of the body.
    pub toc: Html,
    /// The body: what it means, how it is computed, what it does not tell.
    pub body: Html,
    /// What it has to do with others.
    pub relations: Html,
    /// Its end: where it can be edited, where the chain goes on.
    pub ending: Html,
}

/// A small chart below the main one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChartView {
    /// What it shows, which is its title.
    pub finding: String,
    /// What is measured, and how many stand behind it.
    pub note: String,
    /// The picture.
    pub svg: Html,
    /// The same as a table; none where the table of the main chart says it.
    pub table: Option<DataTable>,
}

/// A KPI in few words: where it stands, how it went, and both verdicts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tile {
    /// Its name.
    pub link: Link,
    /// The latest value; none where there is no data.
    pub value: Option<Figure>,
    /// What the latest value is of, such as `Week of 9 Nov 2026, n = 2 347`; without a value, why there is none.
    pub reading: Option<String>,
    /// The target in words, such as `target 25 % by 31 Dec 2026`.
    pub target: Option<String>,
    /// The recent course.
    pub sparkline: Option<Html>,
    /// The two verdicts, variation and target.
    pub verdicts: Vec<Pill>,
    /// How old the data are.
    pub age: Option<Freshness>,
}

/// A brief that may have moved a KPI.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Move {
    /// The number of its mark on the chart; none if it lies outside of the chart.
    pub number: Option<u32>,
    /// The brief.
    pub link: Link,
    /// When it shipped and what it promised, such as `shipped 11 May · promised −3`.
    pub note: String,
    /// What the series shows, inline; empty for the earlier ones of many.
    pub sentence: Html,
    /// The verdict.
    pub verdict: Option<Pill>,
}

/// What a derived series was computed from.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Computed {
    /// From how much, such as `Computed from 12 documents`.
    pub summary: String,
    /// How, in a sentence.
    pub how: String,
    /// What the numbers leave out, each in a sentence.
    pub beside: Vec<String>,
    /// A row per point, newest first.
    pub rows: Vec<ComputedRow>,
    /// What is left out of a long list, in a sentence.
    pub cut: Option<String>,
    /// Where all cases can be had as CSV; none where there are no numbers.
    pub csv: Option<String>,
}

/// A point of a derived series with its cases.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ComputedRow {
    /// The period.
    pub period: String,
    /// The value with its unit.
    pub value: String,
    /// What was counted.
    pub cases: Vec<ComputedCase>,
    /// How many more there are, such as `and 12 more`.
    pub more: Option<String>,
}

/// A case of a derived series.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ComputedCase {
    /// The document or item.
    pub link: Link,
    /// Its own value, such as `55 days`.
    pub note: String,
    /// What met it, such as the retro of a brief.
    pub by: Option<Link>,
}

/// The index of KPIs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KpiIndex {
    /// The page's title.
    pub title: String,
    /// The anchor of the title; none where nothing introduces the page.
    pub anchor: Option<String>,
    /// A sentence about them.
    pub summary: Option<String>,
    /// What the `index.md` of the folder says.
    pub body: Html,
    /// A row per KPI.
    pub rows: Vec<KpiRow>,
}

/// A KPI as a row of the index.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KpiRow {
    /// Its name.
    pub link: Link,
    /// The objective it measures.
    pub objective: Option<Link>,
    /// The KPIs that would get worse if this one got better the wrong way.
    pub beside: Vec<Link>,
    /// The latest value; none where there is no data.
    pub value: Option<Figure>,
    /// What the latest value is of, such as `Week of 9 Nov 2026, n = 2 347`; without a value, why there is none.
    pub reading: Option<String>,
    /// The target in words, such as `25 % by 31 Dec 2026`.
    pub target: Option<String>,
    /// The recent course.
    pub sparkline: Option<Html>,
    /// The verdict on variation.
    pub variation: Option<Pill>,
    /// By what rows are sorted for it: what got worse first; empty where there is no data.
    pub variation_key: String,
    /// The verdict on the target.
    pub target_verdict: Option<Pill>,
    /// By what rows are sorted for it: what misses its target first; empty where there is none.
    pub target_key: String,
    /// How many points there are, such as `36 points`.
    pub count: String,
    /// How old the data are, and whether that is late by the KPI's own period.
    pub age: Option<Freshness>,
    /// How many days ago the latest period ended, by which rows are sorted; empty where there is no data.
    pub age_key: String,
    /// Who owns it.
    pub owner: Option<Link>,
}
