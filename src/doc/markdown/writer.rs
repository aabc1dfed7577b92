//! HTML on its way into fragments.
//!
//! Duty: text is escaped, holes cut the HTML into segments, gates cut it into fragments. Outputs:
//! [`Fragment`]s.
//!
//! **Architecture invariants.** One string that grows for all segments, of each of which just its
//! bytes are kept; nothing written is ever read again.

use crate::doc::{Fragment, GateId, Hole, Segment};
use crate::html;

/// Collects HTML and holes.
#[derive(Default)]
pub(super) struct Writer {
    fragments: Vec<Fragment>,
    segments: Vec<Segment>,
    html: String,
    gate: GateId,
}

impl Writer {
    /// Adds finished HTML.
    pub(super) fn html(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Adds text, escaped for content and for attributes in double quotes.
    pub(super) fn text(&mut self, text: &str) {
        html::push_text(&mut self.html, text);
    }

    /// Adds a hole.
    pub(super) fn hole(&mut self, hole: Hole) {
        self.end_segment();
        self.segments.push(Segment::Hole(hole));
    }

    /// Adds segments that were written elsewhere.
    pub(super) fn segments(&mut self, segments: &[Segment]) {
        for segment in segments {
            match segment {
                Segment::Html(html) => self.html(html),
                Segment::Hole(hole) => self.hole(*hole),
            }
        }
    }

    /// What follows stands behind another gate.
    pub(super) fn gate(&mut self, gate: GateId) {
        if gate != self.gate {
            self.cut();
            self.gate = gate;
        }
    }

    /// Returns whether nothing was written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.fragments.is_empty() && self.segments.is_empty() && self.html.is_empty()
    }

    /// Ends the fragment, and returns how many there are.
    pub(super) fn cut(&mut self) -> usize {
        self.end_segment();
        if !self.segments.is_empty() {
            let segments = std::mem::take(&mut self.segments);
            self.fragments.push(Fragment { gate: self.gate, segments });
        }
        self.fragments.len()
    }

    /// Returns the fragments.
    pub(super) fn finish(mut self) -> Vec<Fragment> {
        self.cut();
        self.fragments
    }

    /// Returns what was written as one run of segments, for a writer whose gate never changed.
    pub(super) fn into_segments(mut self) -> Vec<Segment> {
        self.end_segment();
        self.segments
    }

    fn end_segment(&mut self) {
        if !self.html.is_empty() {
            self.segments.push(Segment::Html(self.html.as_str().into()));
            self.html.clear();
        }
    }
}
