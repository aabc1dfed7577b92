use proptest::prelude::*;

use super::*;

const YAML: &str = "---\ntitle: Größe 😀\nkind: kpi\ntarget: {value: 25, by: 2026-12-31}\n\
    phases:\n  - from: 2026-03-01\n    because: \"new: till\"\nnotes: |\n  one\n  two\n---\n# Body\n";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_mutation_of_front_matter_panics_or_points_outside_the_text(
        is_yaml in any::<bool>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, "[\\PC\n\r\"'\\[\\]{}:=#&*|>+-]{0,3}"), 1..6),
    ) {
        let mut text: Vec<char> = if is_yaml { YAML } else { BRIEF }.chars().collect();
        for (at, cut, insert) in edits {
            let at = at.index(text.len() + 1);
            let end = (at + cut).min(text.len());
            text.splice(at..end, insert.chars());
        }
        let text: String = text.into_iter().collect();
        let reading = reading(&text, Kind::Brief);
        prop_assert!(text.is_char_boundary(reading.body));
        for finding in &reading.findings {
            prop_assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
        }
    }
}
