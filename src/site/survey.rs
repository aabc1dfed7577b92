//! The surveys of a snapshot.

use crate::doc::{Own, SurveyFields, SurveyWave};
use crate::id::DocId;
use crate::kpi::{self, Told, Wave};

use super::snapshot::Site;

impl Site {
    /// Returns what the document of a survey says.
    pub fn survey(&self, doc: DocId) -> Option<&SurveyFields> {
        match &self.doc(doc).front.own {
            Own::Survey(fields) => Some(fields),
            _ => None,
        }
    }

    /// Returns the waves of a survey that were held up to the clock, in the order of the document. What
    /// stands in them is for rules; pages ask for what may be told.
    pub fn waves(&self, doc: DocId) -> impl Iterator<Item = (&SurveyWave, &Wave)> {
        let fields = self.survey(doc).into_iter().flat_map(|fields| &fields.waves);
        let read = self.surveys.get(&doc).into_iter().flat_map(|waves| waves.iter());
        fields
            .zip(read)
            .filter(|(of, _)| self.reached(of.on.value))
            .filter_map(|(of, wave)| Some((of, wave.as_ref()?)))
    }

    /// Returns whether every row of a wave could be read: else what is missing is the fault of the file,
    /// and nobody's who answered.
    pub fn is_sound(&self, doc: DocId, wave: &SurveyWave) -> bool {
        self.broken_waves.get(&doc).is_none_or(|days| !days.contains(&wave.on.value))
    }

    /// Returns what may be told of the waves of a survey, newest first.
    pub fn told_waves(&self, doc: DocId) -> Vec<(&SurveyWave, Told)> {
        let Some(fields) = self.survey(doc) else { return Vec::new() };
        let named: Vec<&str> = fields.groups.iter().map(|group| group.value.as_str()).collect();
        let told = |wave: &Wave| kpi::told(wave, fields.floor(), &named);
        let mut waves: Vec<(&SurveyWave, Told)> =
            self.waves(doc).map(|(of, wave)| (of, told(wave))).collect();
        waves.sort_by_key(|(of, _)| std::cmp::Reverse(of.on.value));
        waves
    }
}
