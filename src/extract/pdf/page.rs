//! A page as geometry: what every later step of reading a PDF works on.
//!
//! Lengths are points, from the top left of the page as displayed: rotation and crop box are applied. Every number is
//! finite; what a file says otherwise is dropped where it enters.

/// A document as the reader saw it.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// The fonts that its glyphs name by index.
    pub fonts: Vec<Font>,
    /// What the reader had to say.
    pub remarks: Vec<String>,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its place in the document, counted from 0.
    pub number: u32,
    /// Its width as displayed.
    pub width: f32,
    /// Its height as displayed.
    pub height: f32,
    /// The characters of all its glyphs, one glyph after another.
    pub text: String,
    /// What is printed on it and can be seen, in the order in which it is drawn.
    pub glyphs: Vec<Glyph>,
    /// Straight lines along the axes, drawn as strokes or as thin filled areas.
    pub rulings: Vec<Ruling>,
    /// Areas filled with a colour, too wide to be rulings, in the order in which they are drawn.
    pub fills: Vec<Fill>,
    /// Small dark dots, rings and squares: they may be the bullets of a list.
    pub dots: Vec<Area>,
    /// How many images are drawn on it that take up a good part of the page.
    pub images: u32,
    /// The text that is there but cannot be seen: invisible, outside the page, covered by the crop box.
    pub hidden: String,
    /// Why the page could not be read to its end, where it could not.
    pub problem: Option<String>,
}

/// One glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Where its characters begin in [`Page::text`].
    pub start: u32,
    /// How many bytes they take up there.
    pub length: u8,
    /// The font, as an index into [`Scene::fonts`].
    pub font: u16,
    /// Its box: advance width wide, from about the ascent to about the descent of its size.
    pub area: Area,
    /// Where it stands: the y of the baseline for text that runs from left to right.
    pub baseline: f32,
    /// The size of its type as displayed.
    pub size: f32,
    /// Which way its text runs.
    pub direction: Direction,
}

/// Which way a text runs on the page as displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    Right,
    /// From top to bottom: turned by a quarter, clockwise.
    Down,
    /// Upside down.
    Left,
    /// From bottom to top.
    Up,
    /// At any other angle.
    Slanted,
}

/// A font.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Font {
    /// Its name as far as it is known.
    pub name: String,
    /// Whether it is bold, by its weight or its name.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
}

/// An area with sides along the axes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Area {
    /// Its left side.
    pub x0: f32,
    /// Its upper side.
    pub y0: f32,
    /// Its right side.
    pub x1: f32,
    /// Its lower side.
    pub y1: f32,
}

/// A straight line along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ruling {
    /// Whether it runs from left to right rather than from top to bottom.
    pub horizontal: bool,
    /// Where it lies: its y where it is horizontal, its x otherwise; the middle of its thickness.
    pub at: f32,
    /// Where it begins, along its length.
    pub from: f32,
    /// Where it ends, along its length.
    pub to: f32,
    /// How thick it is.
    pub thickness: f32,
}

/// An area filled with a colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// The area.
    pub area: Area,
    /// Red, green, blue.
    pub colour: [u8; 3],
}

impl Direction {
    /// Returns where `area` begins and ends along text that runs this way.
    pub fn along(self, area: &Area) -> (f32, f32) {
        match self {
            Self::Right | Self::Slanted => (area.x0, area.x1),
            Self::Down => (area.y0, area.y1),
            Self::Left => (-area.x1, -area.x0),
            Self::Up => (-area.y1, -area.y0),
        }
    }

    /// Returns where a baseline of text that runs this way lies across it: the more, the further on in reading.
    pub fn across(self, baseline: f32) -> f32 {
        match self {
            Self::Right | Self::Slanted | Self::Up => baseline,
            Self::Down | Self::Left => -baseline,
        }
    }
}

impl Page {
    /// Returns a page with nothing on it, and the room that this one takes up.
    pub fn emptied(mut self) -> Self {
        self.text.clear();
        self.hidden.clear();
        self.glyphs.clear();
        self.rulings.clear();
        self.fills.clear();
        self.dots.clear();
        let Self { text, glyphs, rulings, fills, dots, hidden, .. } = self;
        Self { text, glyphs, rulings, fills, dots, hidden, ..Self::default() }
    }

    /// Returns the characters of `glyph`.
    pub fn letters(&self, glyph: &Glyph) -> &str {
        let start = glyph.start as usize;
        self.text.get(start..start + usize::from(glyph.length)).unwrap_or("")
    }
}

impl Area {
    /// Returns its width.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Returns its height.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// Returns the smallest area that holds both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Tells whether the point lies inside.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }
}
