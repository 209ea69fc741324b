//! Shading to bands: areas filled from side to side, one for each row, or for each second one.
//!
//! In: the fills of a page. Out: bands, cells that are filled one by one taken together. White is no shading unless it
//! fills cells one by one, and neither is a page that is filled whole, nor a mark that is lower than a line of text.

use super::super::page::{Area, Fill, Page};
use super::rules::{FARTHEST, first_level};
use super::shades;

/// An area filled from side to side.
#[derive(Debug, Clone, Default)]
pub struct Band {
    /// Where it lies.
    pub area: Area,
    /// Where one of its fills ends and the next begins.
    pub cuts: Vec<f32>,
    /// Whether any of it is other than white.
    shaded: bool,
}

/// How many fills of a page are looked at.
const MOST: usize = 20_000;
/// The least height of a band.
const LOWEST: f32 = 7.0;
/// The least width of a band.
const NARROWEST: f32 = 60.0;
/// Into how many cells white must be cut to be a row, less one.
const CELLS: usize = 2;
/// How far apart the fills of one row may be.
const APART: f32 = 3.6;
/// How far two edges of one row may differ.
const LEVEL: f32 = 1.5;

/// Finds the bands of `page`, from top to bottom; and whether there were too many fills to look at all.
pub fn bands(page: &Page) -> (Vec<Band>, bool) {
    let wanted = |fill: &&Fill| {
        let area = &fill.area;
        let numbers = [area.x0, area.y0, area.x1, area.y1];
        numbers.iter().all(|number| number.abs() <= FARTHEST)
            && area.height() >= LOWEST
            && area.width() > 2.0
            && area.height() < 0.6 * page.height
            && !shades::is_page(area, page)
    };
    let piece = |fill: &Fill| (fill.area, shades::colour(fill).is_some());
    let mut areas: Vec<(Area, bool)> = page.fills.iter().filter(wanted).map(piece).take(MOST + 1).collect();
    let many = areas.len() > MOST;
    areas.truncate(MOST);
    areas.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0));
    let mut bands: Vec<Band> = Vec::new();
    let mut rest = areas.as_mut_slice();
    while !rest.is_empty() {
        let (row, later) = first_level(rest, |(area, _)| area.y0, LEVEL);
        row.sort_by(|a, b| a.0.x0.total_cmp(&b.0.x0).then(b.0.x1.total_cmp(&a.0.x1)));
        join(row, &mut bands);
        rest = later;
    }
    // White that is not made of cells is the paper.
    bands.retain(|band| band.area.width() >= NARROWEST && (band.shaded || band.cuts.len() >= CELLS));
    (bands, many)
}

/// Joins the fills of one row that lie side by side.
fn join(row: &[(Area, bool)], bands: &mut Vec<Band>) {
    let start = bands.len();
    for (area, shaded) in row {
        let fits = |band: &Band| (band.area.y1 - area.y1).abs() <= LEVEL && area.x0 - band.area.x1 <= APART;
        match bands.get_mut(start..).and_then(|found| found.last_mut()).filter(|band| fits(band)) {
            Some(band) => {
                // What lies on top of another fill divides nothing.
                if area.x0 >= band.area.x1 - LEVEL {
                    band.cuts.push((area.x0 + band.area.x1) / 2.0);
                }
                band.area = band.area.union(area);
                band.shaded |= shaded;
            }
            None => bands.push(Band { area: *area, cuts: Vec::new(), shaded: *shaded }),
        }
    }
}
