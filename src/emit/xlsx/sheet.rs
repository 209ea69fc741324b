//! One sheet: heading, values in the form that their kind asks for, links, widths.

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatUnderline, Worksheet, XlsxError};

use super::Places;
use crate::emit::redline::{Run, redline};
use crate::emit::tables::{Column, Kind, Value};

/// How many UTF-16 units a cell takes.
const LONGEST: usize = 32_767;

/// How many links a sheet takes, but for a few.
const LINKS: usize = 65_000;

/// The formats that cells have.
pub struct Looks {
    pub heading: Format,
    text: Format,
    day: Format,
    link: Format,
    removed: Format,
    added: Format,
    kept: Format,
}

impl Looks {
    pub fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let blue = Color::RGB(0x1F_4E_79);
        Self {
            heading: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(blue)
                .set_align(FormatAlign::VerticalCenter),
            text: top().set_text_wrap(),
            day: top().set_num_format("yyyy-mm-dd"),
            link: top().set_font_color(blue).set_underline(FormatUnderline::Single),
            removed: Format::new().set_font_color(Color::RGB(0xB0_00_20)).set_font_strikethrough(),
            added: Format::new().set_font_color(Color::RGB(0x1B_6E_20)).set_underline(FormatUnderline::Single),
            kept: Format::new(),
        }
    }
}

/// A sheet that is being filled.
pub struct Sheet<'a> {
    sheet: Worksheet,
    name: String,
    columns: &'a [Column],
    looks: &'a Looks,
    rows: u32,
    links: usize,
    unlinked: usize,
    cut: usize,
    plain: usize,
}

impl<'a> Sheet<'a> {
    /// Returns the sheet with its heading.
    pub fn new(name: &str, columns: &'a [Column], looks: &'a Looks) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        for (place, column) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(0, place, column.name, &looks.heading)?;
            sheet.set_column_width(place, width(column))?;
        }
        sheet.set_freeze_panes(1, 1)?;
        Ok(Self { sheet, name: name.to_owned(), columns, looks, rows: 0, links: 0, unlinked: 0, cut: 0, plain: 0 })
    }

    /// Writes the row at `place` below the heading; `target` says which table's rows a column names.
    pub fn row(
        &mut self,
        place: usize,
        values: &[Value<'_>],
        target: impl Fn(usize) -> Option<&'static str>,
        places: &Places,
    ) -> Result<(), XlsxError> {
        for (column, value) in values.iter().enumerate() {
            self.value(place, column, value, target(column), places)?;
        }
        Ok(())
    }

    /// Writes one value, as a link where it names a row of `target`.
    pub fn value(
        &mut self,
        place: usize,
        column: usize,
        value: &Value<'_>,
        target: Option<&str>,
        places: &Places,
    ) -> Result<(), XlsxError> {
        let (row, at) = self.cell(place, column);
        let url = target.and_then(|target| places.link(target, value));
        match (value, url) {
            (Value::Text(text), Some(url)) if self.links < LINKS => {
                self.links += 1;
                self.sheet.write_url_with_format(row, at, url.set_text(text.as_ref()), &self.looks.link)?;
                return Ok(());
            }
            (_, Some(_)) if matches!(value, Value::Text(_)) => self.unlinked += 1,
            _ => {}
        }
        match value {
            Value::Null => {}
            Value::Text(text) => self.text(row, at, text)?,
            Value::Integer(number) => {
                self.sheet.write_number_with_format(row, at, *number as f64, &self.looks.text)?;
            }
            Value::Real(number) => {
                self.sheet.write_number_with_format(row, at, *number, &self.looks.text)?;
            }
            Value::Truth(truth) => {
                self.sheet.write_boolean_with_format(row, at, *truth, &self.looks.text)?;
            }
            Value::Day(day) => match date(day) {
                Some(date) => {
                    self.sheet.write_datetime_with_format(row, at, &date, &self.looks.day)?;
                }
                // Days before 1900 are none to a spreadsheet.
                None => self.text(row, at, day)?,
            },
        }
        Ok(())
    }

    /// Writes `later` with what it lost and gained against `earlier`.
    pub fn redline(&mut self, place: usize, column: usize, earlier: &str, later: &str) -> Result<(), XlsxError> {
        let (row, at) = self.cell(place, column);
        let runs = redline(earlier, later);
        if runs.iter().all(|(run, _)| *run == Run::Kept) {
            return self.text(row, at, later);
        }
        let look = |run: &Run| match run {
            Run::Kept => &self.looks.kept,
            Run::Removed => &self.looks.removed,
            Run::Added => &self.looks.added,
        };
        let runs: Vec<(&Format, &str)> = runs.iter().map(|(run, text)| (look(run), text.as_str())).collect();
        match self.sheet.write_rich_string_with_format(row, at, &runs, &self.looks.text) {
            Ok(_) => Ok(()),
            // The marks count as well: what is too long with them is written without.
            Err(XlsxError::MaxStringLengthExceeded) => {
                self.plain += 1;
                self.text(row, at, later)
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the sheet, and puts to `notes` what it could not hold.
    pub fn finish(mut self, notes: &mut Vec<String>) -> Result<Worksheet, XlsxError> {
        if let Some(last) = self.columns.len().checked_sub(1).and_then(|last| u16::try_from(last).ok()) {
            self.sheet.autofilter(0, 0, self.rows, last)?;
        }
        let said = [
            (self.cut, "cut, for a cell takes no more, and they say so at their end"),
            (self.plain, "without marks of what changed, for with them they are too long"),
            (self.unlinked, "no links, for a sheet takes only so many"),
        ];
        for (count, what) in said.into_iter().filter(|(count, _)| *count > 0) {
            notes.push(format!("history.xlsx, sheet {}: cells that are {what}: {count}", self.name));
        }
        Ok(self.sheet)
    }

    fn cell(&mut self, place: usize, column: usize) -> (u32, u16) {
        // Both are bounded by the caller: parts of so many rows, and tables of a few columns.
        let row = u32::try_from(place + 1).unwrap_or(u32::MAX);
        self.rows = self.rows.max(row);
        (row, u16::try_from(column).unwrap_or(u16::MAX))
    }

    fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        match shortened(text) {
            Some(short) => {
                self.cut += 1;
                self.sheet.write_string_with_format(row, column, short, &self.looks.text)?;
            }
            None => {
                self.sheet.write_string_with_format(row, column, text, &self.looks.text)?;
            }
        }
        Ok(())
    }
}

/// Returns `text` cut to what a cell takes, with a word about it at its end; nothing where it fits.
fn shortened(text: &str) -> Option<String> {
    let length = text.encode_utf16().count();
    if length <= LONGEST {
        return None;
    }
    let remark = format!(" […] [cut: {length} characters; the whole is in history.json]");
    let mut left = LONGEST.saturating_sub(remark.encode_utf16().count());
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        if letter.len_utf16() > left {
            break;
        }
        left -= letter.len_utf16();
        end = at + letter.len_utf8();
    }
    Some(format!("{}{remark}", text.get(..end).unwrap_or_default()))
}

fn date(day: &str) -> Option<ExcelDateTime> {
    let mut parts = day.split('-');
    let year: u16 = parts.next()?.parse().ok().filter(|year| *year >= 1900)?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

fn width(column: &Column) -> f64 {
    match (column.kind, column.name) {
        (Kind::Day, _) => 12.0,
        (Kind::Integer | Kind::Real | Kind::Truth, name) => (name.len() as f64 + 4.0).max(9.0),
        (Kind::Text, "action" | "wording" | "title" | "message" | "status" | "text" | "hint" | "about") => 60.0,
        (Kind::Text, "id" | "observation" | "earlier" | "later" | "target" | "carried_from" | "dropped_from") => 28.0,
        (Kind::Text, "was" | "now" | "earlier_says" | "later_says" | "note" | "detail" | "value" | "raw") => 36.0,
        (Kind::Text, _) => 18.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_to_what_fits_and_says_so() {
        assert_eq!(shortened(&"é".repeat(LONGEST)), None);
        let short = shortened(&"😀".repeat(20_000)).expect("cut");
        assert!(short.encode_utf16().count() <= LONGEST && short.ends_with("history.json]"), "{}", short.len());
        assert!(short.contains("cut: 40000 characters"));
    }

    #[test]
    fn days_that_a_spreadsheet_does_not_know_are_none() {
        assert!(date("2021-03-15").is_some());
        assert!(date("1899-12-31").is_none() && date("soon").is_none());
    }
}
