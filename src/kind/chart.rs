//! The charts that an author may ask for.

/// What a chart shows of a KPI.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChartKind {
    /// The series as a process behaviour chart.
    Run,
    /// The series as a line, with the band in which all is well.
    Line,
    /// A bar for each period, from zero.
    Bars,
    /// The series over an area that begins at zero.
    Area,
    /// A point for each case, with percentiles.
    Scatter,
    /// How often values of a size occur.
    Histogram,
    /// The spread of the values of each quarter.
    Strip,
    /// Several small charts that share their scales.
    SmallMultiples,
    /// The recent course, in a line of text.
    Spark,
}

impl ChartKind {
    /// Every kind.
    pub const ALL: [ChartKind; 9] = [
        ChartKind::Run,
        ChartKind::Line,
        ChartKind::Bars,
        ChartKind::Area,
        ChartKind::Scatter,
        ChartKind::Histogram,
        ChartKind::Strip,
        ChartKind::SmallMultiples,
        ChartKind::Spark,
    ];

    /// Returns the name as front matter and links write it.
    pub fn name(self) -> &'static str {
        match self {
            ChartKind::Run => "run",
            ChartKind::Line => "line",
            ChartKind::Bars => "bars",
            ChartKind::Area => "area",
            ChartKind::Scatter => "scatter",
            ChartKind::Histogram => "histogram",
            ChartKind::Strip => "strip",
            ChartKind::SmallMultiples => "small-multiples",
            ChartKind::Spark => "spark",
        }
    }
}
