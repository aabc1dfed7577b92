use super::*;
use crate::kind::DecisionState;

#[test]
fn a_decision_is_read_with_the_places_of_its_values() {
    let text = "+++\ndecides = [\"pay\", \"who-pays\"]\ndecided = 2026-02-24\n\
        deciders = \"mina\"\nconsulted = [\"ravi\", \"jo\"]\ninformed = [\"kofi\"]\n\
        state = \"rejected\"\nrevisit = 2027-02-24\nsupersedes = \"older\"\n+++\n# The buyer pays\n";
    let reading = reading(text, Kind::Decision);
    assert_eq!(told_of(text, &reading), Vec::<String>::new());
    let Own::Decision(fields) = &reading.front.own else { panic!("no decision") };
    let values =
        |texts: &[Text]| -> Vec<String> { texts.iter().map(|text| text.value.clone()).collect() };
    assert_eq!(values(&fields.decides), ["pay", "who-pays"]);
    assert_eq!(fields.decides[1].span.of(text), "\"who-pays\"");
    assert_eq!(fields.decided.as_ref().unwrap().value.to_string(), "2026-02-24");
    assert_eq!(values(&fields.deciders), ["mina"]);
    assert_eq!(values(&fields.consulted), ["ravi", "jo"]);
    assert_eq!(values(&fields.informed), ["kofi"]);
    assert_eq!(fields.state.as_ref().unwrap().value, DecisionState::Rejected);
    assert_eq!(fields.revisit.as_ref().unwrap().span.of(text), "2027-02-24");
    assert_eq!(values(&reading.front.supersedes), ["older"]);
}

#[test]
fn states_that_a_decision_cannot_declare_are_told() {
    assert_eq!(
        told(Kind::Decision, "state = \"superseded\""),
        ["TL003 \"\\\"superseded\\\"\" state `superseded` cannot be declared"]
    );
    assert_eq!(
        told(Kind::Decision, "state = \"shipped\""),
        ["TL003 \"\\\"shipped\\\"\" state `shipped` is not a decision state"]
    );
    assert_eq!(
        told(Kind::Brief, "decided = 2026-01-01"),
        ["TL002 \"decided\" `decided` belongs to decisions; this is a brief"]
    );
}

#[test]
fn dates_of_a_decision_that_contradict_each_other_are_told() {
    assert_eq!(
        told(Kind::Decision, "decided = 2026-02-01\nrevisit = 2026-02-01"),
        ["TL009 \"2026-02-01\" revisit 2026-02-01 is not after decided 2026-02-01"]
    );
    assert_eq!(
        told(Kind::Decision, "decided = 2026-02-01\nstate = \"proposed\""),
        ["TL009 \"\\\"proposed\\\"\" state `proposed` contradicts decided 2026-02-01"]
    );
    for state in ["accepted", "confirmed", "rejected"] {
        let lines = format!("decided = 2026-02-01\nstate = \"{state}\"\nrevisit = 2027-02-01");
        assert_eq!(told(Kind::Decision, &lines), Vec::<String>::new(), "{state}");
    }
}
