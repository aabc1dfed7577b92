//! A generated handbook: the same bytes for the same seed and size.
//!
//! Of N documents 5 % are visions, 45 % briefs, 20 % deep dives and 30 % retros; each has 600 to 1,200
//! words, a table, links to 3 to 6 others and two of 40 tags, one in three a block of code. Six KPIs
//! have 200 points each. All of it is sound: what findings cost is not what is measured here.

use std::path::Path;

/// The seed of every run, so that figures can be compared.
pub(crate) const SEED: u64 = 20_261_122;

/// How many numbers a series has.
const POINTS: i32 = 200;

/// A generator of pseudo-random numbers (SplitMix64): ten lines, and the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }
}

/// How many documents there are of each kind, and how they are named.
pub(crate) struct Sizes {
    visions: usize,
    pub(crate) briefs: usize,
    dives: usize,
    retros: usize,
}

impl Sizes {
    pub(crate) fn of(documents: usize) -> Sizes {
        let (visions, briefs, dives) = (documents / 20, documents * 9 / 20, documents / 5);
        Sizes { visions, briefs, dives, retros: documents - visions - briefs - dives }
    }

    /// Returns the path of the document with a number, below `content/` and without its extension.
    fn path(&self, number: usize) -> String {
        if number < self.visions {
            return format!("visions/vision-{number:05}");
        }
        let number = number - self.visions;
        if number < self.briefs {
            return brief(number);
        }
        let number = number - self.briefs;
        if number < self.dives {
            return format!("deep-dives/dive-{number:05}");
        }
        format!("retros/retro-{:05}", number - self.dives)
    }

    fn all(&self) -> usize {
        self.visions + self.briefs + self.dives + self.retros
    }
}

/// Returns the path of a brief below `content/`, without its extension.
pub(crate) fn brief(number: usize) -> String {
    format!("briefs/brief-{number:05}")
}

/// Writes a handbook of so many documents into a folder; returns how many bytes its documents have.
pub(crate) fn write(root: &Path, documents: usize) -> u64 {
    let sizes = Sizes::of(documents);
    let mut chance = Chance(SEED);
    let words = vocabulary(&mut chance);
    for folder in ["visions", "briefs", "deep-dives", "retros", "kpis"] {
        std::fs::create_dir_all(root.join("content").join(folder)).unwrap();
    }
    let configuration = "title = \"Generated handbook\"\nbase-url = \"https://handbook.example/\"\n\
                         as-of = 2026-11-22\n";
    std::fs::write(root.join("throughline.toml"), configuration).unwrap();
    let mut people = String::new();
    for person in 0..20 {
        let discipline = ["product", "engineering", "design", "support"][person % 4];
        people.push_str(&format!(
            "[people.p{person}]\nname = \"Person {person}\"\ndiscipline = \"{discipline}\"\n"
        ));
    }
    std::fs::write(root.join("content/people.toml"), people).unwrap();
    for kpi in 0..6 {
        series(root, kpi, &mut chance);
    }
    let mut bytes = 0;
    for number in 0..sizes.all() {
        let mut page =
            Page { sizes: &sizes, chance: &mut chance, words: &words, text: String::new() };
        page.document(number);
        let text = page.text;
        bytes += text.len() as u64;
        std::fs::write(root.join(format!("content/{}.md", sizes.path(number))), text).unwrap();
    }
    bytes
}

/// Returns 2,000 words of two to five syllables.
fn vocabulary(chance: &mut Chance) -> Vec<String> {
    let consonants = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr"];
    let vowels = ["a", "e", "i", "o", "u", "ea", "ou"];
    (0..2000)
        .map(|_| {
            let syllables = chance.between(1, 4);
            (0..syllables)
                .map(|_| {
                    let (first, second) =
                        (chance.below(consonants.len()), chance.below(vowels.len()));
                    format!("{}{}", consonants[first], vowels[second])
                })
                .collect()
        })
        .collect()
}

fn series(root: &Path, kpi: usize, chance: &mut Chance) {
    let head = format!(
        "+++\ntitle = \"Number {kpi}\"\nunit = \"%\"\ndirection = \"down\"\nowner = \"p{kpi}\"\nperiod = \"week\"\n\
         counter = \"kpi-{}\"\ntarget = {{ value = 25.0, by = 2027-12-31 }}\n+++\n## What it means\n\nA share of something.\n",
        (kpi + 1) % 6
    );
    std::fs::write(root.join(format!("content/kpis/kpi-{kpi}.md")), head).unwrap();
    let first = throughline::id::Date::new(2023, 1, 2).unwrap();
    let mut rows = "date,value\n".to_owned();
    for week in 0..POINTS {
        let day = first.plus_days(week * 7).unwrap();
        rows.push_str(&format!("{day},{}.{}\n", chance.between(28, 36), chance.below(10)));
    }
    std::fs::write(root.join(format!("content/kpis/kpi-{kpi}.csv")), rows).unwrap();
}

/// One document as it is written.
struct Page<'a> {
    sizes: &'a Sizes,
    chance: &'a mut Chance,
    words: &'a [String],
    text: String,
}

impl Page<'_> {
    fn document(&mut self, number: usize) {
        let words = self.chance.between(600, 1200);
        let sizes = self.sizes;
        let Sizes { visions, briefs, dives, .. } = *sizes;
        if number < visions {
            self.vision(number, words);
        } else if number < visions + briefs {
            self.brief(number - visions, words);
        } else if number < visions + briefs + dives {
            self.dive(number - visions - briefs, words);
        } else {
            self.retro(number - visions - briefs - dives, words);
        }
        self.table();
        self.links(number);
        if number.is_multiple_of(3) {
            self.code();
        }
    }

    fn vision(&mut self, number: usize, words: usize) {
        let owner = self.chance.below(20);
        self.head(&format!("owner = \"p{owner}\"\ncreated = {}\n", day(number)));
        self.heading("# Vision");
        self.prose(words / 4);
        self.section("Product vision", words / 4);
        self.section("Target audience", words / 4);
        self.text.push_str("## Business objectives\n\n");
        for part in 0..3 {
            let title = self.sentence(5);
            let kpi = (number + part) % 6;
            self.text.push_str(&format!(
                "### {title} [[kpi-{kpi}]] 25 by 2027-12-31 {{#objective-{number}-{part}}}\n\n"
            ));
            self.prose(words / 12);
        }
    }

    fn brief(&mut self, number: usize, words: usize) {
        let objective = (number / 3 % self.sizes.visions.max(1), number % 3);
        let (owner, other) = (self.chance.below(20), self.chance.below(20));
        let begun = number % 1200;
        let mut dates = format!("proposed = {}\naccepted = {}\n", day(begun), day(begun + 14));
        if !number.is_multiple_of(4) {
            dates.push_str(&format!(
                "started = {}\nshipped = {}\n",
                day(begun + 20),
                day(begun + 50)
            ));
        }
        self.head(&format!(
            "owner = \"p{owner}\"\nserves = \"objective-{}-{}\"\nappetite = \"4 weeks\"\n{dates}",
            objective.0, objective.1
        ));
        self.heading("# Brief");
        self.prose(40);
        self.section("User problem", words / 4);
        self.section("Evidence", words / 8);
        let title = self.sentence(4);
        let kpi = (objective.0 + objective.1) % 6;
        self.text
            .push_str(&format!("## KPI impact\n\n- {title} [[kpi-{kpi}]] -2 by 2027-06-30\n\n"));
        self.section("Desired outcomes", words / 8);
        self.text.push_str("## Options considered\n\n");
        for option in 0..2 {
            let title = self.sentence(5);
            let chosen = if option == 0 { " (chosen)" } else { "" };
            self.text.push_str(&format!("### {title}{chosen} {{effort=10..25d}}\n\n"));
            self.prose(words / 12);
        }
        let (input, question) = (self.sentence(7), self.sentence(6));
        self.text.push_str(&format!(
            "## Engineering input\n\n- {input} @p{other} {} (adopted)\n\n## Questions\n\n### {question}? @p{owner} {}\n\n",
            day(begun + 2),
            day(begun + 3)
        ));
        self.prose(words / 8);
        self.text
            .push_str("## Lessons applied\n\nNone: lessons of generated words fit nothing.\n\n");
    }

    fn dive(&mut self, number: usize, words: usize) {
        let owner = self.chance.below(20);
        let about = brief(number * 2 % self.sizes.briefs.max(1));
        let about = about.rsplit('/').next().unwrap();
        self.head(&format!(
            "owner = \"p{owner}\"\ninforms = \"{about}\"\npresented = {}\nsystem = \"system-{}\"\n",
            day(number % 1200),
            number % 12
        ));
        self.heading("# Deep dive");
        self.section("In plain language", words / 6);
        self.section("Current architecture and limitations", words / 4);
        self.section("Scalability challenges", words / 6);
        self.text.push_str("## Approaches\n\n");
        for _ in 0..2 {
            let title = self.sentence(4);
            self.text.push_str(&format!("### {title} {{effort=10..25d}}\n\n"));
            self.prose(words / 10);
        }
        self.section("Trade-offs", words / 6);
    }

    fn retro(&mut self, number: usize, words: usize) {
        let person = self.chance.below(20);
        let about = brief(number % self.sizes.briefs.max(1));
        let about = about.rsplit('/').next().unwrap();
        self.head(&format!(
            "reviews = \"{about}\"\nheld = {}\nfacilitator = \"p{person}\"\n",
            day(number % 1200 + 60)
        ));
        self.heading("# Retro");
        self.section("What went well", words / 3);
        self.section("What could have been better", words / 3);
        self.text.push_str("## Lessons\n\n");
        for lesson in 0..2 {
            let title = self.sentence(8);
            self.text.push_str(&format!("- {title} (change) {{#lesson-{lesson}}}\n"));
        }
        let action = self.sentence(6);
        let (due, closed) = (day(number % 1200 + 90), day(number % 1200 + 80));
        self.text.push_str(&format!(
            "\n## Actions\n\n- [x] {action} @p{person} {due} {{closed={closed}}}\n\n## Notes\n\n"
        ));
        self.prose(words / 3);
    }

    fn head(&mut self, fields: &str) {
        let (one, other) = (self.chance.below(40), self.chance.below(40));
        let tags = if one == other {
            format!("[\"tag-{one}\"]")
        } else {
            format!("[\"tag-{one}\", \"tag-{other}\"]")
        };
        self.text.push_str(&format!("+++\n{fields}tags = {tags}\n+++\n"));
    }

    fn heading(&mut self, kind: &str) {
        let title = self.sentence(5);
        self.text.push_str(&format!("{kind} {title}\n\n"));
    }

    fn section(&mut self, name: &str, words: usize) {
        self.text.push_str(&format!("## {name}\n\n"));
        self.prose(words);
    }

    fn prose(&mut self, words: usize) {
        let mut left = words;
        while left > 0 {
            let mut paragraph = self.chance.between(40, 90).min(left);
            left -= paragraph;
            while paragraph > 0 {
                let length = self.chance.between(6, 18).min(paragraph);
                paragraph -= length;
                let sentence = self.sentence(length);
                match self.chance.below(8) {
                    0 => self.text.push_str(&format!("**{sentence}.** ")),
                    1 => self.text.push_str(&format!("`{sentence}`. ")),
                    _ => self.text.push_str(&format!("{sentence}.\n")),
                }
            }
            self.text.push_str("\n\n");
        }
    }

    fn sentence(&mut self, length: usize) -> String {
        let mut words = Vec::with_capacity(length);
        for _ in 0..length.max(1) {
            // The product of two numbers is mostly small: a few words are frequent, as in any language.
            let at = self.chance.below(self.words.len()) * self.chance.below(1000) / 1000;
            words.push(self.words[at].as_str());
        }
        let sentence = words.join(" ");
        let mut letters = sentence.chars();
        letters.next().map_or_else(String::new, |first| {
            format!("{}{}", first.to_uppercase(), letters.as_str())
        })
    }

    fn table(&mut self) {
        self.text.push_str("## In numbers\n\n| What | Before | After |\n|:--|--:|--:|\n");
        for _ in 0..5 {
            let (what, before, after) =
                (self.sentence(3), self.chance.below(900), self.chance.below(900));
            self.text.push_str(&format!("| {what} | {before} | {after} |\n"));
        }
        self.text.push('\n');
    }

    fn links(&mut self, number: usize) {
        self.text.push_str("## Further reading\n\n");
        for _ in 0..self.chance.between(3, 6) {
            let to = self.chance.below(self.sizes.all());
            let (before, after) = (self.sentence(4), self.sentence(5));
            if to != number {
                self.text.push_str(&format!(
                    "{before} [{after}](../{}.md) and so on.\n",
                    self.sizes.path(to)
                ));
            }
        }
        self.text.push('\n');
    }

    fn code(&mut self) {
        self.text.push_str("```rust\n");
        for line in 0..12 {
            let name = self.sentence(1).to_lowercase();
            self.text.push_str(&format!("let {name}_{line} = compute({line}, \"{name}\")?;\n"));
        }
        self.text.push_str("```\n");
    }
}

/// Returns the day so many days after the first of the corpus, within its three and a half years.
fn day(number: usize) -> String {
    let first = throughline::id::Date::new(2023, 1, 2).unwrap();
    first.plus_days(i32::try_from(number % 1400).unwrap()).unwrap().to_string()
}
