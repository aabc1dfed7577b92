//! Relations between documents and items, each with its inverse.

/// How one document or item refers to another. It is declared on one side; the other side shows the
/// inverse.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the relations, listed below")]
pub enum Relation {
    MeasuredBy,
    Parent,
    Serves,
    ExpectsOf,
    ObservedOf,
    Informs,
    Decides,
    AnsweredIn,
    Reworks,
    DependsOn,
    Reviews,
    Applies,
    SetsAside,
    Repeats,
    Counter,
    Supersedes,
    SeeAlso,
    Mentions,
}

impl Relation {
    /// Returns the name as it is declared, and as the export writes it.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Returns the name of the inverse, as the export writes it.
    pub fn inverse(self) -> &'static str {
        self.row().1
    }

    /// Returns the heading over the targets on the page of the source.
    pub fn words(self) -> &'static str {
        self.row().2
    }

    /// Returns the heading over the sources on the page of the target.
    pub fn inverse_words(self) -> &'static str {
        self.row().3
    }

    fn row(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Relation::MeasuredBy => ("measured-by", "measures", "Measured by", "Measures"),
            Relation::Parent => ("parent", "sub-objectives", "Part of", "Sub-objectives"),
            Relation::Serves => ("serves", "served-by", "Serves", "Served by"),
            Relation::ExpectsOf => ("kpi", "expected-from", "Promises a move of", "Expected from"),
            Relation::ObservedOf => ("observed", "observed-in", "Observed", "Observed in"),
            Relation::Informs => ("informs", "informed-by", "Informs", "Informed by"),
            Relation::Decides => ("decides", "decided-in", "Decides", "Decided in"),
            Relation::AnsweredIn => ("answered-in", "answers", "Answered in", "Answers"),
            Relation::Reworks => ("reworks", "reworked-by", "Reworks", "Reworked by"),
            Relation::DependsOn => ("depends-on", "blocks", "Depends on", "Blocks"),
            Relation::Reviews => ("reviews", "reviewed-in", "Looks back at", "Reviewed in"),
            Relation::Applies => ("lesson", "applied-in", "Applies", "Applied in"),
            Relation::SetsAside => {
                ("lesson-set-aside", "set-aside-in", "Sets aside", "Set aside in")
            }
            Relation::Repeats => ("repeats", "repeated-by", "Repeats", "Repeated by"),
            Relation::Counter => ("counter", "guards", "Guarded by", "Guards"),
            Relation::Supersedes => ("supersedes", "superseded-by", "Supersedes", "Superseded by"),
            Relation::SeeAlso => ("see-also", "mentioned-by", "See also", "Mentioned by"),
            Relation::Mentions => ("mentions", "mentioned-by", "Mentions", "Mentioned by"),
        }
    }
}
