//! The groups of a wave as a tree: `engineering/checkout` is a part of `engineering`.

use std::collections::HashMap;

use super::wave::Wave;

/// A group that may be shown by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Node {
    /// The name, from the outermost part on.
    pub(super) name: String,
    /// The group of which it is a part, as an index into the tree; `None` for a part of the whole.
    pub(super) within: Option<usize>,
    /// Which groups of the file it is made of, as indices into [`Wave::groups`], ascending.
    pub(super) rows: Vec<usize>,
}

/// More parts than this are no organisation; the last one keeps the rest of the name.
const DEEPEST: usize = 5;

/// Returns a group with the groups around it, outermost first and itself last. A name with a part that is
/// empty is taken as it stands.
pub fn lineage(name: &str) -> Vec<String> {
    let parts: Vec<&str> = name.splitn(DEEPEST, '/').map(str::trim).collect();
    if parts.iter().any(|part| part.is_empty()) {
        return vec![name.to_owned()];
    }
    (1..=parts.len()).map(|count| parts[..count].join("/")).collect()
}

/// Returns the groups that are asked for, of a wave: those that are named, or all where none is. What
/// holds others stands before them; else the order is that of the file.
pub(super) fn tree(wave: &Wave, named: &[&str]) -> Vec<Node> {
    let named: Vec<String> = named.iter().filter_map(|name| lineage(name).pop()).collect();
    let is_asked = |name: &String| !name.is_empty() && (named.is_empty() || named.contains(name));
    let mut nodes: Vec<Node> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (row, group) in wave.groups.iter().enumerate() {
        let mut within = None;
        for name in lineage(group).into_iter().filter(is_asked) {
            let at = *known.entry(name).or_insert_with_key(|name| {
                nodes.push(Node { name: name.clone(), within, rows: Vec::new() });
                nodes.len() - 1
            });
            nodes[at].rows.push(row);
            within = Some(at);
        }
    }
    ordered(&nodes, named.is_empty())
}

/// Puts what is within a group behind it. Where nobody named it, a group that is no more than its one
/// part is left out.
fn ordered(nodes: &[Node], is_every: bool) -> Vec<Node> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        if let Some(within) = node.within {
            parts[within].push(at);
        }
    }
    let mut ordered: Vec<Node> = Vec::with_capacity(nodes.len());
    let outermost = (0..nodes.len()).filter(|at| nodes[*at].within.is_none());
    // What is to come, the next one last, each with where the group around it went.
    let mut ahead: Vec<(usize, Option<usize>)> = outermost.map(|at| (at, None)).collect();
    ahead.reverse();
    while let Some((at, within)) = ahead.pop() {
        let node = &nodes[at];
        let is_double = is_every && parts[at].iter().any(|part| nodes[*part].rows == node.rows);
        let own = match is_double {
            true => within,
            false => {
                ordered.push(Node { within, ..node.clone() });
                Some(ordered.len() - 1)
            }
        };
        ahead.extend(parts[at].iter().rev().map(|part| (*part, own)));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(groups: &[&str], named: &[&str]) -> Vec<(String, Option<usize>, Vec<usize>)> {
        let groups = groups.iter().map(|group| (*group).to_owned()).collect();
        let nodes = tree(&Wave { groups, questions: Vec::new() }, named);
        nodes.into_iter().map(|node| (node.name, node.within, node.rows)).collect()
    }

    #[test]
    fn a_group_stands_behind_the_one_that_holds_it() {
        let of = |name: &str, within, rows: &[usize]| (name.to_owned(), within, rows.to_vec());
        assert_eq!(
            shape(&["a/b", "c", "a / d", "", "a"], &[]),
            [
                of("a", None, &[0, 2, 4]),
                of("a/b", Some(0), &[0]),
                of("a/d", Some(0), &[2]),
                of("c", None, &[1])
            ]
        );
        assert_eq!(
            shape(&["n/a", "/", "b/"], &[]),
            [of("n/a", None, &[0]), of("/", None, &[1]), of("b/", None, &[2])]
        );
        assert_eq!(
            shape(&["a/b/c", "a/d"], &["a/b/c", "a"]),
            [of("a", None, &[0, 1]), of("a/b/c", Some(0), &[0])]
        );
    }
}
