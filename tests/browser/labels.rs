//! Labels of charts: that each can be read, and covers neither another nor what is drawn.

use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("labels of charts stand clear of each other and of data at 375 px", |bench| {
        labels_stand_clear(bench, 375);
    }),
    ("labels of charts stand clear of each other and of data at 1280 px", |bench| {
        labels_stand_clear(bench, 1280);
    }),
    ("a label that lies on data is seen", a_label_on_data_is_seen),
];

fn labels_stand_clear(bench: &Bench, width_px: u32) {
    let page = bench.chromium.page(width_px);
    let (mut labels, mut shapes, mut wrong) = (0, 0, Vec::new());
    for path in bench.sample.pages_with("</text>") {
        page.go(&bench.sample.url(&path));
        let (of_page, drawn, found): (usize, usize, Vec<String>) = page.eval(&covered());
        labels += of_page;
        shapes += drawn;
        wrong.extend(found.into_iter().map(|one| format!("{path}: {one}")));
    }
    assert!(labels >= 400, "only {labels} labels");
    assert!(shapes >= 400, "only {shapes} shapes");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Moves a label of its own onto each sort of shape, and looks whether that is told.
fn a_label_on_data_is_seen(bench: &Bench) {
    let page = bench.chromium.page(1280);
    for (path, shape, class) in [
        ("kpis/checkout-drop-off.html", "polyline.s", "s"),
        ("kpis/checkout-drop-off.html", ".dot circle", "dot"),
        ("kpis/checkout-drop-off.html", ".last circle", "last"),
        ("kpis/checkout-drop-off.html", ".tg", "tg"),
        ("kpis/decision-to-release.html", ".amount", "amount"),
        ("surveys/working-together.html", ".for2", "for2"),
    ] {
        page.go(&bench.sample.url(path));
        let found: Vec<String> = page.eval(&format!("({PLANT})({shape:?}) && {}[2]", covered()));
        let wanted = format!("planted over {class} in ");
        assert!(found.iter().any(|one| one.starts_with(&wanted)), "{shape}: {found:?}");
    }
}

/// Returns the script that looks at every chart to be seen: how many labels and shapes there are, and
/// which labels are too small, are cut off, or lie on what they must not.
fn covered() -> String {
    let ground: Vec<String> = GROUND.iter().map(|(class, _)| format!(".{class}")).collect();
    let own: Vec<String> =
        OWN.iter().map(|(label, shape, _)| format!("{label:?}: {shape:?}")).collect();
    format!("({COVERED})({:?}, {{{}}})", ground.join(", "), own.join(", "))
}

/// On what any label may lie, and why.
const GROUND: [(&str, &str); 4] = [
    ("band", "the light ground of a range, which is named where it lies"),
    ("fill", "the light ground below a line, which is kept free itself"),
    ("grid", "so light that text on it can be read, and the ticks beside the names of an axis"),
    ("hit", "cannot be seen"),
];

/// Which labels lie on which shapes that they name, and why.
const OWN: [(&str, &str, &str); 6] = [
    ("reln", "relc", "the number of a ship date stands inside of its circle"),
    ("on-for2", "for2", "the number of answers stands on the piece that it counts"),
    ("on-for1", "for1", "as above"),
    ("on-amid", "amid", "as above"),
    ("on-against1", "against1", "as above"),
    ("on-against2", "against2", "as above"),
];

/// Puts a label onto the middle of the first such shape.
const PLANT: &str = "function (selector) {
    var shape = Array.from(document.querySelectorAll('main svg')).filter(function (svg) {
        return svg.checkVisibility();
    }).map(function (svg) { return svg.querySelector(selector); }).find(Boolean);
    var at = shape.getPointAtLength(shape.getTotalLength() / 2);
    var label = shape.ownerSVGElement.querySelector('text').cloneNode();
    label.textContent = 'planted';
    label.setAttribute('class', '');
    label.setAttribute('text-anchor', 'middle');
    label.setAttribute('x', at.x);
    label.setAttribute('y', at.y + 4);
    shape.ownerSVGElement.append(label);
    return true;
}";

/// Compares the ink of each label, as the browser measures it, with every other label, and with every
/// shape: with its outline point by point, and with what it fills.
const COVERED: &str = "function (ground, own) {
    var labels = 0, shapes = 0, wrong = [];
    var canvas = document.createElement('canvas').getContext('2d');
    function onScreen(one, x, y) { return new DOMPoint(x, y).matrixTransform(one.getScreenCTM()); }
    function ink(text) {
        var style = getComputedStyle(text), box = text.getBBox();
        canvas.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;
        var size = canvas.measureText(text.textContent);
        var base = parseFloat(text.getAttribute('y'));
        var from = onScreen(text, box.x, base - size.actualBoundingBoxAscent);
        var to = onScreen(text, box.x + box.width, base + size.actualBoundingBoxDescent);
        return { left: from.x, top: from.y, right: to.x, bottom: to.y };
    }
    function covers(box, shape) {
        // Half a pixel is what smoothing blurs anyway.
        var air = shape.reach - 0.5;
        return shape.outline.some(function (at) {
            return at.x > box.left - air && at.x < box.right + air && at.y > box.top - air && at.y < box.bottom + air;
        }) || shape.holds((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    }
    function look(one) {
        var style = getComputedStyle(one), outline = [], long = one.getTotalLength();
        var scale = one.getScreenCTM().a, step = 0.5 / scale;
        for (var at = 0; at < long + step; at += step) {
            var point = one.getPointAtLength(Math.min(at, long));
            outline.push(onScreen(one, point.x, point.y));
        }
        var isFilled = style.fill !== 'none' && Number(style.fillOpacity) > 0;
        return {
            classes: (one.getAttribute('class') || one.parentNode.getAttribute('class') || '').split(' '),
            outline: outline,
            reach: isFilled ? 0 : parseFloat(style.strokeWidth) * scale / 2,
            holds: function (x, y) {
                return isFilled && one.isPointInFill(new DOMPoint(x, y).matrixTransform(one.getScreenCTM().inverse()));
            },
        };
    }
    document.querySelectorAll('main svg').forEach(function (svg) {
        // The words of a diagram stand in its boxes, and it scrolls where it is wide.
        if (!svg.checkVisibility() || svg.closest('.diagram')) return;
        var all = Array.from(svg.querySelectorAll('text')).map(function (text) {
            return { text: text.textContent, box: text.getBoundingClientRect(), node: text };
        }).filter(function (one) { return one.text.trim() && one.box.width > 0; });
        labels += all.length;
        if (!all.length) return;
        var drawn = Array.from(svg.querySelectorAll('path, polyline, polygon, line, rect, circle, ellipse'))
            .filter(function (one) { return !one.closest(ground + ', defs') && one.checkVisibility(); }).map(look);
        shapes += drawn.length;
        all.forEach(function (a, place) {
            if (a.box.height < 10) wrong.push(a.text + ' is ' + a.box.height.toFixed(1) + ' px high');
            if (a.box.right > innerWidth + 0.5 || a.box.left < -0.5) wrong.push(a.text + ' is cut off');
            all.slice(place + 1).forEach(function (b) {
                var across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
                var down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
                if (across > 1 && down > 3) wrong.push(a.text + ' over ' + b.text);
            });
            var box = ink(a.node), named = own[a.node.getAttribute('class')];
            drawn.forEach(function (shape) {
                if (named && shape.classes.includes(named)) return;
                if (covers(box, shape)) wrong.push(a.text + ' over ' + shape.classes.join(' ') + ' in ' + svg.querySelector('title').textContent);
            });
        });
    });
    return [labels, shapes, wrong];
}";
