//! The shapes of states and verdicts, which say what their colour says.

use serde::Serialize;

/// The shapes of pills; each is drawn ten pixels wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A filled circle: done, shipped, active.
    #[default]
    Dot,
    /// A hollow circle: an idea, open, new.
    Ring,
    /// A half-filled circle: under way, kept in part.
    Half,
    /// A dashed circle: not reached.
    Dashed,
    /// A tick: measured, met, answered, applied.
    Check,
    /// A cross: declined, missed, error.
    Cross,
    /// A dash: no signal, parked.
    Dash,
    /// A triangle that points up.
    Up,
    /// A triangle that points down.
    Down,
    /// A hollow diamond: too few points, unknown, in between.
    Diamond,
    /// An exclamation mark in a triangle: warning.
    Alert,
    /// An i in a circle: for information.
    Info,
    /// A clock: reminder, late.
    Clock,
}

impl Shape {
    /// Returns the shape as a drawing that has the colour of the text around it.
    ///
    /// Drawn here rather than chosen by the template: a page has up to a hundred of them.
    pub(super) fn drawing(self) -> &'static str {
        match self {
            Shape::Dot => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4" fill="currentColor"/></svg>"#
            }
            Shape::Ring => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" stroke-width="1.6"/></svg>"#
            }
            Shape::Half => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M5 1.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor"/></svg>"#
            }
            Shape::Dashed => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2 1.56"/></svg>"#
            }
            Shape::Check => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><path d="M1 5.4 4 8.2 9 2" fill="none" stroke="currentColor" stroke-width="1.9"/></svg>"#
            }
            Shape::Cross => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><path d="m1.6 1.6 6.8 6.8m0-6.8-6.8 6.8" stroke="currentColor" stroke-width="1.8"/></svg>"#
            }
            Shape::Dash => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><path d="M1 5h8" stroke="currentColor" stroke-width="2"/></svg>"#
            }
            Shape::Up => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 1 9.3 9H.7z" fill="currentColor"/></svg>"#
            }
            Shape::Down => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 9 .7 1h8.6z" fill="currentColor"/></svg>"#
            }
            Shape::Diamond => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 .9 9.1 5 5 9.1.9 5z" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>"#
            }
            Shape::Alert => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 .6 9.8 9.4H.2zM4.3 3.6v2.9h1.4V3.6zm0 3.7v1.2h1.4V7.3z" fill="currentColor" fill-rule="evenodd"/></svg>"#
            }
            Shape::Info => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 .4a4.6 4.6 0 1 0 0 9.2A4.6 4.6 0 0 0 5 .4zM4.3 4.3v3.4h1.4V4.3zm0-2v1.2h1.4V2.3z" fill="currentColor" fill-rule="evenodd"/></svg>"#
            }
            Shape::Clock => {
                r#"<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M5 2.6V5l1.8 1.2" fill="none" stroke="currentColor" stroke-width="1.3"/></svg>"#
            }
        }
    }
}
