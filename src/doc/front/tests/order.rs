use super::*;

#[test]
fn dates_out_of_order_are_told_at_the_later_step() {
    assert_eq!(
        told(Kind::Brief, "accepted = 2026-02-20\nshipped = 2026-02-01"),
        ["TL009 \"2026-02-01\" shipped 2026-02-01 is before accepted 2026-02-20"]
    );
    // One wrong date is one finding, though two later ones could be compared with it.
    assert_eq!(
        told(
            Kind::Brief,
            "proposed = 2026-01-19\naccepted = 2025-02-03\nstarted = 2026-02-10\nshipped = 2026-03-30"
        ),
        ["TL009 \"2025-02-03\" accepted 2025-02-03 is before proposed 2026-01-19"]
    );
    assert_eq!(
        told(Kind::Page, "created = 2026-02-01\nreviewed = 2026-01-01"),
        ["TL009 \"2026-01-01\" reviewed 2026-01-01 is before created 2026-02-01"]
    );
    assert_eq!(
        told(Kind::Page, "publish-on = 2026-02-01\nexpires-on = 2026-02-01"),
        ["TL009 \"2026-02-01\" expires-on 2026-02-01 is not after publish-on 2026-02-01"]
    );
}

#[test]
fn steps_on_one_day_are_in_order() {
    let lines = "proposed = 2026-02-03\naccepted = 2026-02-03\nstarted = 2026-02-03";
    assert_eq!(told(Kind::Brief, lines), Vec::<String>::new());
}

#[test]
fn what_was_shipped_cannot_be_put_aside() {
    assert_eq!(
        told(Kind::Brief, "shipped = 2026-03-30\nparked = 2026-05-01\nbecause = \"x\""),
        ["TL009 \"2026-05-01\" parked 2026-05-01 is after shipped 2026-03-30"]
    );
    let resumed = "parked = 2026-02-01\nshipped = 2026-03-30\nbecause = \"waited for the ledger\"";
    assert_eq!(told(Kind::Brief, resumed), Vec::<String>::new());
}

#[test]
fn a_state_that_the_dates_contradict_is_told() {
    let cases = [
        ("proposed", "shipped = 2026-03-30", true),
        ("accepted", "declined = 2026-03-30\nbecause = \"x\"", true),
        ("parked", "shipped = 2026-03-30\nbecause = \"x\"", true),
        ("accepted", "proposed = 2026-03-30", false),
        ("accepted", "accepted = 2026-03-30", false),
        ("declined", "proposed = 2026-03-30\nbecause = \"x\"", false),
    ];
    for (state, dates, is_told) in cases {
        let told = told(Kind::Brief, &format!("state = \"{state}\"\n{dates}"));
        assert_eq!(told.len(), usize::from(is_told), "{state}, {dates}: {told:?}");
        assert!(told.iter().all(|told| told.starts_with(&format!("TL009 \"\\\"{state}\\\"\""))));
    }
}

#[test]
fn a_brief_put_aside_owes_a_reason() {
    let message = "the brief is declined and does not say why";
    assert_eq!(
        told(Kind::Brief, "declined = 2026-03-30"),
        [format!("TL004 \"2026-03-30\" {message}")]
    );
    let quoted = format!("TL004 \"\\\"declined\\\"\" {message}");
    assert_eq!(told(Kind::Brief, "state = \"declined\""), [quoted]);
}

#[test]
fn contradicting_fields_are_told() {
    assert_eq!(
        told(Kind::Brief, "serves = [\"checkout\", \"none\"]"),
        ["TL009 \"\\\"none\\\"\" `serves` names an objective and `none`"]
    );
    assert_eq!(
        told(Kind::Kpi, "source = \"a.csv\"\nderive = \"rework\""),
        ["TL009 \"\\\"rework\\\"\" `source` a.csv and `derive` both give the series"]
    );
    assert_eq!(
        told(Kind::Kpi, "unit = \"weeks\"\nderive = \"queue\""),
        ["TL009 \"\\\"weeks\\\"\" unit `weeks` contradicts `derive`: queue is in days"]
    );
    assert_eq!(told(Kind::Kpi, "unit = \"%\"\nderive = \"rework\""), Vec::<String>::new());
}
