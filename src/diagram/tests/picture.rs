//! What holds for each picture.

use super::super::read;

/// Returns every number in a text.
fn numbers(text: &str) -> Vec<f64> {
    text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == '-'))
        .filter(|word| !word.is_empty())
        .map(|word| word.parse().unwrap())
        .collect()
}

/// Returns the value of an attribute of an element.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = format!(" {name}=\"");
    let at = element.find(&start)? + start.len();
    element[at..].split('"').next()
}

fn number(element: &str, name: &str) -> f64 {
    attribute(element, name).map_or(0.0, |value| value.parse().unwrap())
}

/// Returns every place that a picture draws at.
pub(super) fn places(svg: &str) -> Vec<(f64, f64)> {
    let mut places = Vec::new();
    for element in svg.split('<').skip(1) {
        let tag = element.split([' ', '>']).next().unwrap();
        match tag {
            "rect" => {
                let (x, y) = (number(element, "x"), number(element, "y"));
                places.push((x, y));
                places.push((x + number(element, "width"), y + number(element, "height")));
            }
            "circle" => {
                let (x, y, r) =
                    (number(element, "cx"), number(element, "cy"), number(element, "r"));
                places.push((x - r, y - r));
                places.push((x + r, y + r));
            }
            "text" => places.push((number(element, "x"), number(element, "y"))),
            "path" => {
                let path = attribute(element, "d").unwrap();
                // Numbers of an arc are radii and switches before its end.
                let mut rest = path;
                while !rest.is_empty() {
                    let (command, more) = rest.split_at(1);
                    let end = more.find(|c: char| c.is_ascii_uppercase()).unwrap_or(more.len());
                    let own = numbers(&more[..end]);
                    let own = if command == "A" { &own[5..] } else { &own[..] };
                    places.extend(own.chunks_exact(2).map(|pair| (pair[0], pair[1])));
                    rest = &more[end..];
                }
            }
            _ => {}
        }
    }
    places
}

/// Fails where a picture is not whole: where it draws outside of itself, or at no place.
pub(super) fn check(text: &str) {
    let diagram = read(text).unwrap_or_else(|problems| panic!("{text}\n{problems:?}"));
    let drawing = diagram.draw();
    let svg = &drawing.svg;
    for word in ["NaN", "inf", "style=", "id=", "fill=", "stroke="] {
        // Words of the author may hold anything.
        let shapes = svg.split('>').filter(|part| part.contains('<'));
        let mut tags = shapes.map(|part| part.split('<').next_back().unwrap());
        assert!(!tags.any(|tag| tag.contains(word)), "{word} in {text}\n{svg}");
    }
    let frame = numbers(attribute(svg, "viewBox").unwrap());
    let [left, top, wide, high] = frame[..] else { panic!("no view box: {svg}") };
    for (x, y) in places(svg) {
        let is_inside = x >= left && x <= left + wide && y >= top && y <= top + high;
        assert!(is_inside, "({x}, {y}) is outside of {frame:?} in\n{text}");
    }
    assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
}

#[test]
fn arrows_end_at_the_border_of_boxes() {
    let text = "flowchart TD\n a --> b & c\n b --> d\n c --> d\n d --> a\n subgraph s\n c --> e\n end\n e --> s2\n subgraph s2\n f\n end";
    let diagram = read(text).unwrap();
    let svg = diagram.draw().svg;
    let boxes: Vec<[f64; 4]> = svg
        .split('<')
        .filter(|element| element.starts_with("rect"))
        .map(|element| {
            let (x, y) = (number(element, "x"), number(element, "y"));
            [x, y, x + number(element, "width"), y + number(element, "height")]
        })
        .collect();
    let mut tips = 0;
    for element in svg.split('<').filter(|element| element.contains("\"d-tip\"")) {
        let place = numbers(attribute(element, "d").unwrap());
        let (x, y) = (place[0], place[1]);
        let is_on = |area: &&[f64; 4]| {
            let [left, top, right, bottom] = **area;
            x > left && x < right && ((y - top).abs() < 0.6 || (y - bottom).abs() < 0.6)
        };
        assert!(boxes.iter().any(|area| is_on(&area)), "({x}, {y}) is on no border");
        tips += 1;
    }
    assert_eq!(tips, 7);
}

#[test]
fn words_of_the_author_stay_words() {
    let text = "flowchart TD\n a[\"<script>alert(1)</script> & #quot;x#quot;\"]";
    let html = read(text).unwrap().figure(text);
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("&lt;script&gt;"), "{html}");
}

#[test]
fn a_class_of_a_role_is_a_role_and_colours_are_none() {
    let text = "flowchart TD\n classDef hot fill:#f00\n a:::hot --> b:::good\n style a fill:#f00\n class a bad";
    let svg = read(text).unwrap().draw().svg;
    assert!(svg.contains("d-node d-ill") && svg.contains("d-node d-well"), "{svg}");
    assert!(!svg.contains("#f00"), "{svg}");
}
