use super::*;

#[test]
fn a_kpi_is_read_whole() {
    let text = "+++\nunit = \"%\"\ndirection = \"down\"\ntarget = { value = 25.0, by = 2026-12-31 }\n\
        band = [20, 30]\nrange = [0, inf]\nbaseline = 16\nperiod = \"week\"\n\
        source = { file = \"c.csv\", n = \"sessions\", where = { step = \"pay\" } }\n\
        counter = \"fraud\"\nphases = [{ from = 2026-03-01, because = \"new till\" }]\n+++\n";
    let reading = reading(text, Kind::Kpi);
    assert_eq!(told_of(text, &reading), Vec::<String>::new());
    let Own::Kpi(kpi) = &reading.front.own else { panic!("no KPI") };
    let target = kpi.target.as_ref().unwrap();
    assert_eq!(target.value.span.of(text), "25.0");
    assert_eq!(target.by.as_ref().unwrap().value.to_string(), "2026-12-31");
    assert_eq!(kpi.band.as_ref().unwrap().value, (20.0, 30.0));
    assert_eq!(kpi.range.as_ref().unwrap().value, (Some(0.0), None));
    let source = kpi.source.as_ref().unwrap();
    assert_eq!(source.file.span.of(text), "\"c.csv\"");
    assert_eq!(source.rows[0].0, "step");
    assert_eq!(kpi.phases[0].from.span.of(text), "2026-03-01");
}

#[test]
fn a_kpi_may_be_said_shortly() {
    let text = "+++\ntarget = 25\nsource = \"c.csv\"\n+++\n";
    let reading = reading(text, Kind::Kpi);
    let Own::Kpi(kpi) = &reading.front.own else { panic!("no KPI") };
    assert_eq!(kpi.target.as_ref().unwrap().value.value.to_string(), "25");
    assert_eq!(kpi.source.as_ref().unwrap().file.value, "c.csv");
}

#[test]
fn wrong_parts_of_a_kpi_are_told() {
    assert_eq!(
        told(
            Kind::Kpi,
            "target = { by = 2026-12-31 }\nband = [30, 20]\nrange = [0]\nbaseline = 1\n\
                source = { fil = \"x\" }\nphases = [{ because = \"x\" }]"
        ),
        [
            "TL003 \"{ by = 2026-12-31 }\" `target` has no `value`",
            "TL003 \"[30, 20]\" `band` ends at 20 before it begins at 30",
            "TL003 \"[0]\" `range` wants two numbers, not 1",
            "TL003 \"1\" `baseline` wants a whole number of at least 2",
            "TL003 \"{ fil = \\\"x\\\" }\" `source` names no `file`",
            "TL002 \"fil\" unknown field `fil` in source",
            "TL003 \"{ because = \\\"x\\\" }\" a phase does not say `from` when",
        ]
    );
}

#[test]
fn a_derivation_gives_unit_and_period_unless_they_are_written() {
    let read = |written: &str| {
        let text = format!("+++\n{written}\n+++\n");
        let reading = reading(&text, Kind::Kpi);
        let Own::Kpi(kpi) = reading.front.own else { panic!("no KPI") };
        let unit = kpi.unit.map(|unit| unit.value);
        (unit.unwrap_or_default(), kpi.period.map(|period| period.value.name()))
    };
    assert_eq!(read("derive = \"time-to-market\""), ("days".to_owned(), Some("month")));
    assert_eq!(read("derive = \"rework\""), ("%".to_owned(), Some("quarter")));
    let written = "derive = \"rework\"\nperiod = \"year\"";
    assert_eq!(read(written), ("%".to_owned(), Some("year")));
    assert_eq!(
        told(Kind::Kpi, "derive = \"reworks\""),
        ["TL003 \"\\\"reworks\\\"\" derive `reworks` is not a derivation"]
    );
}
