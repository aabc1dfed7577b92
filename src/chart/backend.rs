//! A backend of plotters that writes compact SVG for themes.
//!
//! The canvas is ten times the logical size, since plotters counts in whole numbers; what is written is
//! divided by ten again. The stock backend writes whole coordinates, colours, and each dash as a line
//! of its own, five times the bytes.

use std::convert::Infallible;
use std::fmt::Write;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::role::Role;
use crate::html;

/// How much larger the canvas is than what is written.
pub(super) const SCALE: f64 = 10.0;

/// A document in the making.
pub(super) struct Svg {
    out: String,
    size: (u32, u32),
    open: Open,
}

/// What the shapes before have left open, so that like shapes share their class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Path(Role),
    Circles(Role),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Svg {
    /// Starts a chart that is named by a title and a description.
    pub(super) fn described(size: (u32, u32), id: &str, title: &str, desc: &str) -> Svg {
        Svg::start("", size, id, title, desc)
    }

    /// Starts a chart of one line whose points answer a pointer: its class tells a script that the place
    /// across is enough to find one.
    pub(super) fn of_line(size: (u32, u32), id: &str, title: &str, desc: &str) -> Svg {
        Svg::start(" class=\"line\"", size, id, title, desc)
    }

    fn start(class: &str, (width, height): (u32, u32), id: &str, title: &str, desc: &str) -> Svg {
        // What XML takes for a name; the parts of an address stay apart.
        let of_name = |letter: char| match letter {
            '/' => '.',
            '-' | '_' | '.' => letter,
            letter if letter.is_alphanumeric() => letter,
            _ => '-',
        };
        let id: String = id.chars().map(of_name).collect();
        let mut out = String::with_capacity(8192);
        let (title, desc) = (html::xml(title), html::xml(desc));
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            out,
            "<svg{class} viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
             <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{desc}</desc>"
        );
        Svg { out, size: (width, height), open: Open::Nothing }
    }

    /// Starts a small picture that is named by one label.
    pub(super) fn labelled((width, height): (u32, u32), class: &str, label: &str) -> Svg {
        let label = html::xml(label);
        let out = format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">"
        );
        Svg { out, size: (width, height), open: Open::Nothing }
    }

    /// Starts a part of a document, which others add.
    pub(super) fn part(size: (u32, u32)) -> Svg {
        Svg { out: String::with_capacity(4096), size, open: Open::Nothing }
    }

    /// Adds a part that was drawn elsewhere.
    pub(super) fn add(&mut self, part: &str) {
        self.close();
        self.out.push_str(part);
    }

    /// Ends a part and returns its text.
    pub(super) fn finish_part(&mut self) -> String {
        self.close();
        std::mem::take(&mut self.out)
    }

    /// Ends the document and returns its text.
    pub(super) fn finish(&mut self) -> String {
        self.add("</svg>");
        std::mem::take(&mut self.out)
    }

    fn close(&mut self) {
        match self.open {
            Open::Nothing => {}
            Open::Path(_) => self.out.push_str("\"/>"),
            Open::Circles(_) => self.out.push_str("</g>"),
        }
        self.open = Open::Nothing;
    }

    fn begin(&mut self, wanted: Open) {
        if self.open == wanted {
            return;
        }
        self.close();
        let (start, role, end) = match wanted {
            Open::Nothing => return,
            Open::Path(role) => ("<path class=\"", role, "\" d=\""),
            Open::Circles(role) => ("<g class=\"", role, "\">"),
        };
        self.out.push_str(start);
        self.out.push_str(role.class());
        self.out.push_str(end);
        self.open = wanted;
    }

    fn tenths(&mut self, tenths: i32) {
        // By hand: a chart has thousands of numbers, and formatting them showed in the profile of a build.
        let mut digits = [0; 11];
        let mut at = digits.len();
        let mut rest = tenths.unsigned_abs();
        if !rest.is_multiple_of(10) {
            at -= 2;
            digits[at] = b'.';
            digits[at + 1] = b'0' + (rest % 10) as u8;
        }
        rest /= 10;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if tenths < 0 {
            self.out.push('-');
        }
        // What was just written there is ASCII.
        self.out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
    }

    fn attribute(&mut self, name: &str, tenths: i32) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.tenths(tenths);
        self.out.push('"');
    }

    fn circle(&mut self, (x, y): BackendCoord, radius: u32, role: Role) {
        self.begin(Open::Circles(role));
        self.out.push_str("<circle");
        self.attribute("cx", x);
        self.attribute("cy", y);
        self.attribute("r", i32::try_from(radius).unwrap_or(0));
    }
}

impl DrawingBackend for Svg {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.size.0 * SCALE as u32, self.size.1 * SCALE as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, color: BackendColor) -> Drawn {
        debug_assert!(false, "nothing here draws pixels, yet {:?} was drawn", color.rgb);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.begin(Open::Path(Role::of(style.color())));
        self.out.push('M');
        self.tenths(from.0);
        self.out.push(' ');
        self.tenths(from.1);
        if from.1 == to.1 {
            self.out.push('H');
            self.tenths(to.0);
        } else if from.0 == to.0 {
            self.out.push('V');
            self.tenths(to.1);
        } else {
            self.out.push('L');
            self.tenths(to.0);
            self.out.push(' ');
            self.tenths(to.1);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let role = Role::of(style.color());
        let path: Vec<BackendCoord> = path.into_iter().collect();
        if let ([from, to], false) = (path.as_slice(), role == Role::Series) {
            return self.draw_line(*from, *to, style);
        }
        self.close();
        let class = role.class();
        let _ = write!(self.out, "<polyline class=\"{class}\" points=\"");
        for (at, (x, y)) in path.into_iter().enumerate() {
            if at > 0 {
                self.out.push(' ');
            }
            self.tenths(x);
            self.out.push(',');
            self.tenths(y);
        }
        self.out.push_str("\"/>");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _: bool,
    ) -> Drawn {
        self.close();
        let (left, right) = (upper_left.0.min(bottom_right.0), upper_left.0.max(bottom_right.0));
        let (top, bottom) = (upper_left.1.min(bottom_right.1), upper_left.1.max(bottom_right.1));
        let class = Role::of(style.color()).class();
        let _ = write!(self.out, "<rect class=\"{class}\"");
        self.attribute("x", left);
        self.attribute("y", top);
        self.attribute("width", right - left);
        self.attribute("height", bottom - top);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        self.circle(center, radius, Role::of(style.color()));
        self.out.push_str("/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.begin(Open::Path(Role::of(style.color())));
        for (at, (x, y)) in corners.into_iter().enumerate() {
            self.out.push(if at == 0 { 'M' } else { 'L' });
            self.tenths(x);
            self.out.push(' ');
            self.tenths(y);
        }
        self.out.push('Z');
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        pos: BackendCoord,
    ) -> Drawn {
        self.close();
        let class = Role::of(style.color()).class();
        self.out.push_str("<text");
        if !class.is_empty() {
            self.out.push_str(" class=\"");
            self.out.push_str(class);
            self.out.push('"');
        }
        self.attribute("x", pos.0);
        self.attribute("y", pos.1);
        self.out.push_str(match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        });
        self.out.push('>');
        html::push_xml(&mut self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }
}

/// A circle that cannot be seen; what it says shows under a pointer.
pub(super) struct Hit<Coord> {
    /// Where it lies.
    pub(super) at: Coord,
    /// Its radius on the canvas.
    pub(super) radius: u32,
    /// What it says.
    pub(super) title: String,
}

impl<'a, Coord> PointCollection<'a, Coord> for &'a Hit<Coord> {
    type Point = &'a Coord;
    type IntoIter = std::iter::Once<&'a Coord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl<Coord> Drawable<Svg> for Hit<Coord> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut Svg,
        _: (u32, u32),
    ) -> Drawn {
        if let Some(at) = points.next() {
            backend.circle(at, self.radius, Role::Hit);
            backend.out.push_str("><title>");
            html::push_xml(&mut backend.out, &self.title);
            backend.out.push_str("</title></circle>");
        }
        Ok(())
    }
}
