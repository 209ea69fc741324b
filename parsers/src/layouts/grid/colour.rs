//! What the colours of a table's cells say of its rows.
//!
//! In: the fills of every row, and the document's legend. Out: a category for each row, where its colour has one: the
//! legend's name for it, or else the colour's value. Colours that only make a table easier to read say nothing: bands, a
//! column of one colour, a table of one colour.

use crate::cell::Cell;
use crate::pages::{Colour, Pages};
use crate::reading::{HeaderColumn, Reading};
use crate::row::Field;

/// How far apart two shades of one colour are at most, per channel.
const NEAR: u8 = 6;
/// The most colours that a table is looked at for; a table of more is no matter of categories.
const MOST: usize = 48;

/// The colours that the document explains, with their names.
pub fn legend(reading: &Reading<'_>, pages: &Pages) -> Vec<(Colour, String)> {
    let named = pages.legend.iter().map(|swatch| {
        let cell = Cell::from_spans(swatch.spans.clone(), &reading.lines);
        let name = cell.text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '-' | '–' | '—'));
        (swatch.colour, name.to_owned())
    });
    named.filter(|(_, name)| !name.is_empty()).collect()
}

/// Returns the category of each of `rows`, which hold the fill of each column.
pub fn categories(
    rows: &[Vec<Option<Colour>>],
    columns: &[HeaderColumn],
    legend: &[(Colour, String)],
) -> Vec<Option<String>> {
    let Some(palette) = Palette::of(rows) else { return vec![None; rows.len()] };
    let order = order(columns);
    let names: Vec<Option<&str>> = palette.colours.iter().map(|&colour| named(colour, legend)).collect();
    let telling: Vec<Vec<bool>> =
        (0..columns.len()).map(|column| palette.telling(column, order.first() == Some(&column))).collect();
    let shades = |row: &Vec<Option<usize>>| -> Vec<(usize, usize)> {
        order.iter().filter_map(|&column| Some((column, (*row.get(column)?)?))).collect()
    };
    let category = |row: &Vec<Option<usize>>| {
        let shades = shades(row);
        let name = shades.iter().find_map(|&(_, shade)| names.get(shade).copied().flatten());
        let value = || {
            let tells = |&&(column, shade): &&(usize, usize)| {
                telling.get(column).and_then(|it| it.get(shade)).copied().unwrap_or(false)
            };
            shades.iter().find(tells).and_then(|&(_, shade)| palette.colours.get(shade)).map(Colour::to_string)
        };
        name.map(str::to_owned).or_else(value)
    };
    palette.rows.iter().map(category).collect()
}

/// Returns the columns, those first whose colour says most of a row: a rating, the status, the number, the action.
fn order(columns: &[HeaderColumn]) -> Vec<usize> {
    let rank = |column: &HeaderColumn| {
        let rates = column
            .cell
            .text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| ["rag", "rating", "colour", "color"].iter().any(|it| word.eq_ignore_ascii_case(it)));
        match (rates, column.field) {
            (true, _) => 0,
            (_, Field::Status) => 1,
            (_, Field::Number) => 2,
            (_, Field::Action) => 3,
            _ => 4,
        }
    };
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|&column| columns.get(column).map(rank));
    order
}

fn named(colour: Colour, legend: &[(Colour, String)]) -> Option<&str> {
    legend.iter().find(|(of, _)| is_near(*of, colour)).map(|(_, name)| name.as_str())
}

fn is_near(one: Colour, other: Colour) -> bool {
    one.0.abs_diff(other.0) <= NEAR && one.1.abs_diff(other.1) <= NEAR && one.2.abs_diff(other.2) <= NEAR
}

/// The colours of a table, shades of one taken together.
struct Palette {
    colours: Vec<Colour>,
    /// For each row and column the colour, as an index.
    rows: Vec<Vec<Option<usize>>>,
}

impl Palette {
    fn of(rows: &[Vec<Option<Colour>>]) -> Option<Self> {
        let mut colours: Vec<Colour> = Vec::new();
        let mut indexed = Vec::with_capacity(rows.len());
        for row in rows {
            let mut shades = Vec::with_capacity(row.len());
            for fill in row {
                shades.push(match fill {
                    Some(fill) => {
                        let known = colours.iter().position(|&colour| is_near(colour, *fill));
                        Some(known.unwrap_or_else(|| {
                            colours.push(*fill);
                            colours.len() - 1
                        }))
                    }
                    None => None,
                });
            }
            if colours.len() > MOST {
                return None;
            }
            indexed.push(shades);
        }
        (!colours.is_empty()).then_some(Self { colours, rows: indexed })
    }

    /// Tells for each colour whether it says something of a row where it stands in `column`. A column that `rates` may have
    /// one colour nearly everywhere, as long as there are others.
    fn telling(&self, column: usize, rates: bool) -> Vec<bool> {
        let shades: Vec<Option<usize>> = self.rows.iter().map(|row| row.get(column).copied().flatten()).collect();
        let mut counts = vec![0_usize; self.colours.len() + 1];
        let slot = |shade: Option<usize>| shade.unwrap_or(self.colours.len());
        for &shade in &shades {
            counts[slot(shade)] += 1;
        }
        let used = counts.iter().take(self.colours.len()).filter(|&&count| count > 0).count();
        let banded = self.bands(&shades, &counts);
        let all = shades.len();
        (0..self.colours.len())
            .map(|shade| {
                let most = counts[shade] * 5 >= all * 4 && !(rates && used >= 2);
                !most && !banded.contains(&shade)
            })
            .collect()
    }

    /// Returns the colours that alternate from row to row.
    fn bands(&self, shades: &[Option<usize>], counts: &[usize]) -> Vec<usize> {
        let mut common: Vec<usize> = (0..counts.len()).collect();
        common.sort_by_key(|&slot| (std::cmp::Reverse(counts[slot]), slot));
        let [one, other, ..] = common[..] else { return Vec::new() };
        let slot = |shade: Option<usize>| shade.unwrap_or(self.colours.len());
        let both = |pair: &[Option<usize>]| {
            let pair = [slot(pair[0]), slot(pair[1])];
            pair.iter().all(|it| *it == one || *it == other)
        };
        let pairs = shades.windows(2).filter(|pair| both(pair)).count();
        let turns = shades.windows(2).filter(|pair| both(pair) && pair[0] != pair[1]).count();
        let banded = shades.len() >= 3 && pairs * 5 >= (shades.len() - 1) * 4 && turns * 5 >= pairs * 4;
        if banded { [one, other].into_iter().filter(|&it| it < self.colours.len()).collect() } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Colour = Colour(255, 0, 0);
    const GREEN: Colour = Colour(0, 200, 0);
    const GREY: Colour = Colour(230, 230, 230);

    fn categories_of(rows: &[[Option<Colour>; 3]], legend: &[(Colour, &str)]) -> Vec<String> {
        let column = |field| HeaderColumn { cell: Cell::default(), field };
        let columns = [Field::Number, Field::Action, Field::Status].map(column);
        let rows: Vec<Vec<Option<Colour>>> = rows.iter().map(|row| row.to_vec()).collect();
        let legend: Vec<(Colour, String)> = legend.iter().map(|(colour, name)| (*colour, (*name).to_owned())).collect();
        categories(&rows, &columns, &legend).into_iter().map(Option::unwrap_or_default).collect()
    }

    #[test]
    fn the_legend_names_colours_and_the_status_cell_outranks_the_rest() {
        let rows = [[Some(GREEN), None, Some(RED)], [Some(Colour(3, 197, 2)), None, None], [None, Some(GREY), None]];
        let found = categories_of(&rows, &[(RED, "Late"), (GREEN, "Done")]);
        assert_eq!(found, ["Late", "Done", "#e6e6e6"]);
    }

    #[test]
    fn bands_and_columns_of_one_colour_say_nothing() {
        let band = |fill| [Some(GREY), fill, None];
        let mut rows = [band(None), band(Some(GREEN)), band(None), band(Some(GREEN)), band(None), band(Some(GREEN))];
        assert_eq!(categories_of(&rows, &[]), [""; 6]);
        rows[4][2] = Some(RED);
        assert_eq!(categories_of(&rows, &[]), ["", "", "", "", "#ff0000", ""]);
        assert_eq!(categories_of(&[[Some(GREEN); 3]; 4], &[]), [""; 4]);
        assert_eq!(categories_of(&[[Some(GREEN); 3]; 4], &[(GREEN, "Done")]), ["Done"; 4]);
    }

    #[test]
    fn a_rating_may_be_alike_nearly_everywhere() {
        let mut rows = [[None, None, Some(GREEN)]; 6];
        assert_eq!(categories_of(&rows, &[]), [""; 6]);
        rows[3][2] = Some(RED);
        assert_eq!(categories_of(&rows, &[])[2..4], ["#00c800", "#ff0000"]);
    }
}
