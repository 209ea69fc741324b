//! What comes out of pages that are small enough to be known by heart.

use super::samples::Sample;
use super::*;
use crate::extract::pdf::page::{Area, Direction, Glyph, Scene};

fn scene(sample: &Sample) -> Scene {
    within(sample, Limits::default())
}

fn within(sample: &Sample, limits: Limits) -> Scene {
    whole(&sample.bytes(), limits).expect("a page with text")
}

fn whole(bytes: &[u8], limits: Limits) -> Result<Scene, PdfError> {
    let mut scene = Scene::default();
    scene.remarks = read_by::<hayro::Hayro>(bytes, None, limits, &mut |page, fonts| {
        scene.pages.push(std::mem::take(page));
        scene.fonts = fonts.to_vec();
    })?;
    Ok(scene)
}

fn refused(bytes: &[u8]) -> Option<PdfError> {
    read(bytes, None, &mut |_, _| ()).err()
}

fn page(content: &str) -> Page {
    let text = " BT /F1 10 Tf 10 10 Td (.) Tj ET";
    scene(&Sample::new(&format!("{content}{text}"))).pages.remove(0)
}

fn text(page: &Page) -> String {
    page.glyphs.iter().map(|glyph| page.letters(glyph)).collect()
}

fn close(area: Area, sides: [f32; 4]) -> bool {
    [area.x0, area.y0, area.x1, area.y1].iter().zip(sides).all(|(one, other)| (one - other).abs() < 0.1)
}

#[test]
fn a_glyph_stands_where_it_is_drawn_from_the_top_left() {
    let scene = scene(&Sample::new("BT /F1 10 Tf 100 150 Td (Hi) Tj /F2 20 Tf 0 -50 Td (B) Tj ET"));
    let page = &scene.pages[0];
    assert_eq!(text(page), "HiB");
    let [h, i, b]: [Glyph; 3] = page.glyphs.clone().try_into().expect("three glyphs");
    assert!(close(h.area, [100.0, 42.0, 107.22, 52.2]), "{h:?}");
    assert_eq!((h.baseline, h.size, h.direction), (50.0, 10.0, Direction::Right));
    assert!((i.area.x0 - 107.22).abs() < 0.01 && (i.area.x1 - 109.44).abs() < 0.01, "{i:?}");
    assert!((b.size - 20.0).abs() < 0.001);
    assert!(scene.fonts[usize::from(b.font)].bold && !scene.fonts[usize::from(h.font)].bold, "{:?}", scene.fonts);
}

#[test]
fn rotation_and_crop_box_are_applied() {
    let draw = "BT /F1 10 Tf 100 150 Td (Hi) Tj ET";
    let turned = scene(&Sample::new(draw).page("/MediaBox [0 0 300 200] /Rotate 90"));
    let page = &turned.pages[0];
    assert_eq!((page.width, page.height), (200.0, 300.0));
    assert_eq!((page.glyphs[0].direction, page.glyphs[0].baseline), (Direction::Down, 150.0));
    assert!(close(page.glyphs[0].area, [147.8, 100.0, 158.0, 107.22]), "{:?}", page.glyphs[0]);
    let cropped = scene(&Sample::new(draw).page("/MediaBox [0 0 300 200] /CropBox [90 100 200 180]"));
    let page = &cropped.pages[0];
    assert_eq!((page.width, page.height, page.glyphs[0].baseline), (110.0, 80.0, 30.0));
    let outside =
        scene(&Sample::new(&format!("{draw} BT /F1 10 Tf 20 20 Td (far) Tj ET")).page("/MediaBox [90 100 200 180]"));
    assert_eq!((text(&outside.pages[0]).as_str(), outside.pages[0].hidden.as_str()), ("Hi", "far "));
}

#[test]
fn turned_and_mirrored_text_says_which_way_it_runs() {
    let page = page(
        "BT /F1 10 Tf 0 1 -1 0 50 50 Tm (u) Tj -1 0 0 -1 90 90 Tm (l) Tj 0 -1 1 0 120 90 Tm (d) Tj \
                     .7 .7 -.7 .7 150 90 Tm (s) Tj /F1 -10 Tf 1 0 0 1 200 90 Tm (n) Tj ET",
    );
    let directions: Vec<Direction> = page.glyphs.iter().map(|glyph| glyph.direction).collect();
    use Direction::{Down, Left, Right, Slanted, Up};
    assert_eq!(directions, [Up, Left, Down, Slanted, Left, Right]);
}

#[test]
fn text_drawn_twice_counts_once_and_is_bold_where_it_was_to_look_so() {
    let scene = scene(&Sample::new(
        "BT /F1 10 Tf 20 150 Td (all) Tj 0.3 0 Td (all) Tj 2 Tr 50 0 Td (will) Tj 0 Tr 0 -20 Td (till) Tj 0 0 Td (till) Tj ET",
    ));
    let page = &scene.pages[0];
    assert_eq!(text(page), "allwilltill");
    let bold: Vec<bool> = page.glyphs.iter().map(|glyph| scene.fonts[usize::from(glyph.font)].bold).collect();
    assert_eq!(bold, [[true; 7].as_slice(), &[false; 4]].concat());
}

#[test]
fn what_cannot_be_seen_is_kept_apart() {
    let page = page(
        "BT /F1 10 Tf 3 Tr 20 150 Td (ghost) Tj ET 0 Tr q 20 100 50 12 re W n BT /F1 10 Tf 22 102 Td \
                     (in) Tj 100 0 Td (out) Tj ET Q",
    );
    assert_eq!((text(&page).as_str(), page.hidden.as_str()), ("in.", "out ghost "));
}

#[test]
fn text_that_is_drawn_over_is_gone_and_said() {
    let scene = scene(&Sample::new(
        "BT /F1 10 Tf 20 150 Td (old) Tj 0 -50 Td (kept) Tj ET 1 g 10 140 100 30 re f 0 g BT /F1 10 Tf 20 150 Td (old) \
         Tj 20 0 Td (new) Tj ET 0 100 300 1 re f q 20 90 2 20 re W n 0 0 300 200 re f Q",
    ));
    assert_eq!(text(&scene.pages[0]), "keptoldnew");
    assert_eq!(scene.pages[0].hidden, "old ");
    assert_eq!(scene.remarks, ["text that something is drawn over was left out: page 1"]);
}

#[test]
fn text_that_stands_in_place_of_glyphs_is_taken() {
    let page = page(
        "/Span << /ActualText <FEFF00AD> >> BDC BT /F1 10 Tf 20 150 Td (-) Tj ET EMC /Span << /ActualText (ae) >> BDC \
         BT /F1 10 Tf 20 90 Td (xyz) Tj ET EMC /P << /ActualText (a picture of a boat) >> BDC BT /F1 10 Tf 20 50 Td \
         (boat) Tj ET EMC",
    );
    assert_eq!(text(&page), "\u{ad}aeboat.");
}

#[test]
fn borders_are_rulings_however_they_are_drawn() {
    let stroke = page("0.5 w 20 100 m 120 100 l S 0 w 20 50 m 20 90 l S [3 2] 0 d 20 20 m 90 20 l S");
    let thin = page("20 99.75 100 .5 re f 19.9 50 .2 40 re f 20 20 70 .4 re f*");
    let ring = page("20 20 100 50 re 21 21 98 48 re f*");
    let frame = page("1 w 20 20 100 50 re S");
    let lines = |page: &Page| -> Vec<(bool, i32, i32, i32)> {
        let line =
            |line: &Ruling| (line.horizontal, line.at.round() as i32, line.from.round() as i32, line.to.round() as i32);
        page.rulings.iter().map(line).collect()
    };
    use crate::extract::pdf::page::Ruling;
    assert_eq!(lines(&stroke), [(true, 100, 20, 120), (false, 20, 110, 150), (true, 180, 20, 90)]);
    assert_eq!(lines(&thin), [(true, 100, 20, 120), (false, 20, 110, 150), (true, 180, 20, 90)]);
    assert_eq!(lines(&ring).len(), 4);
    assert_eq!(lines(&frame).len(), 4);
    assert!(ring.fills.is_empty() && frame.fills.is_empty() && thin.fills.is_empty());
}

#[test]
fn fills_keep_their_order_and_their_clip() {
    let page = page(
        "0 .5 0 rg 20 20 100 50 re f 1 1 1 rg 30 30 50 20 re f q 40 100 20 20 re W n 1 0 0 rg 0 0 300 200 re f Q \
                     0 0 1 rg 200 50 m 240 50 l 240 80 l 200 80 l h f 100 180 m 110 195 l 120 180 l h f",
    );
    let colours: Vec<[u8; 3]> = page.fills.iter().map(|fill| fill.colour).collect();
    assert_eq!(colours, [[0, 128, 0], [255, 255, 255], [255, 0, 0], [0, 0, 255]]);
    assert!(close(page.fills[2].area, [40.0, 80.0, 60.0, 100.0]), "{:?}", page.fills);
    assert!(page.rulings.is_empty());
}

#[test]
fn a_white_line_shows_on_colour_only() {
    let page = page("0 .5 0 rg 20 100 100 50 re f 1 1 1 rg 20 120 100 .7 re f 20 20 100 .7 re f");
    assert_eq!(page.rulings.len(), 1, "{:?}", page.rulings);
}

#[test]
fn a_gradient_of_strips_is_no_heap_of_lines() {
    let strips: String = (0..40).map(|row| format!("0.{row:02} 0 0 rg 20 {} 200 1 re f ", 20 + row)).collect();
    let page = page(&strips);
    assert_eq!((page.rulings.len(), page.fills.len()), (0, 1));
    assert!(close(page.fills[0].area, [20.0, 140.0, 220.0, 180.0]), "{:?}", page.fills);
}

#[test]
fn swapped_ligatures_are_mended_on_their_way_in() {
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange \
               2 beginbfchar <41> <66006900> <42> <006e> endbfchar endcmap end";
    let sample = Sample::new("BT /F3 10 Tf 20 150 Td (AB) Tj ET")
        .fonts("/F3 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>")
        .stream("", map);
    assert_eq!(text(&scene(&sample).pages[0]), "fin");
}

#[test]
fn fonts_that_name_no_letters_are_refused_and_few_unknown_ones_remarked_on() {
    let unknown = "/F3 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [ << /Type \
                   /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
                   /Supplement 0 >> >> ] >>";
    let alone = Sample::new("BT /F3 10 Tf 20 150 Td <00240025> Tj ET").fonts(unknown);
    assert_eq!(refused(&alone.bytes()), Some(PdfError::NoUnicode { unknown: 2, all: 2 }));
    let few = Sample::new("BT /F3 10 Tf 20 150 Td <0024> Tj /F1 10 Tf (plenty of others) Tj ET").fonts(unknown);
    let scene = scene(&few);
    assert_eq!(text(&scene.pages[0]), "\u{fffd}plenty of others");
    assert_eq!(scene.remarks, ["1 characters that no font names stand as \u{fffd}: page 1"]);
}

#[test]
fn a_nest_of_forms_is_stopped_and_said() {
    let mut sample = Sample::new("BT /F1 10 Tf 20 150 Td (seen) Tj ET /X0 Do")
        .page("/MediaBox [0 0 300 200] /Resources << /XObject << /X0 5 0 R >> >>");
    for level in 0..12 {
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources << /XObject << /X0 {} 0 R >> >>",
            level + 6
        );
        sample = sample.stream(&entries, &"/X0 Do ".repeat(12));
    }
    let sample = sample.stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "");
    let limits = Limits { page: 40_000, document: 40_000 };
    let scene = within(&sample, limits);
    assert_eq!(text(&scene.pages[0]), "seen");
    assert!(scene.pages[0].problem.is_some() && scene.remarks.len() == 1, "{:?}", scene.remarks);
}

#[test]
fn a_budget_that_is_spent_leaves_what_was_read() {
    let sample = Sample::new("BT /F1 10 Tf 20 150 Td (one) Tj (two) Tj (three) Tj ET");
    let scene = within(&sample, Limits { page: 9, document: 100 });
    assert_eq!(text(&scene.pages[0]), "onetwo");
    assert!(scene.pages[0].problem.is_some());
}

#[test]
fn paper_without_text_is_refused_by_what_is_on_it() {
    assert_eq!(refused(&Sample::new("20 20 100 50 re f").bytes()), Some(PdfError::NoText { pages: 1 }));
    assert_eq!(refused(b"%PDF-1.4\nnothing"), Some(PdfError::Damaged));
}

#[test]
fn a_scan_is_read_by_the_text_behind_its_image() {
    let image = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
    let sample = Sample::new("q 300 0 0 200 0 0 cm /X0 Do Q BT 3 Tr /F1 10 Tf 20 150 Td (typed once) Tj ET")
        .page("/MediaBox [0 0 300 200] /Resources << /XObject << /X0 5 0 R >> >>")
        .stream(image, "A");
    let scene = scene(&sample);
    assert_eq!((text(&scene.pages[0]).as_str(), scene.pages[0].images), ("typed once", 1));
    assert_eq!(scene.remarks.len(), 1);
}

#[test]
fn layers_that_are_off_are_not_read() {
    let sample = Sample::new("/OC /L1 BDC BT /F1 10 Tf 20 150 Td (off) Tj ET EMC BT /F1 10 Tf 20 90 Td (on) Tj ET")
        .page("/MediaBox [0 0 300 200] /Resources << /Properties << /L1 5 0 R >> >>")
        .catalog("/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>")
        .object("<< /Type /OCG /Name (draft) >>");
    assert_eq!(text(&scene(&sample).pages[0]), "on");
}

#[test]
fn content_that_cannot_be_taken_out_is_said() {
    let problem = |object: Sample| {
        // The page's content is then what the sample calls its object 5.
        let bytes = String::from_utf8(object.bytes()).expect("text").replace("/Contents 4 0 R", "/Contents 5 0 R");
        whole(bytes.as_bytes(), Limits::default())
    };
    let sample = || Sample::new("BT /F1 10 Tf 20 150 Td (seen) Tj ET");
    let unreadable = |object: Sample| match problem(object) {
        Err(PdfError::Unreadable { problem }) => problem,
        other => panic!("{other:?}"),
    };
    assert!(unreadable(sample()).contains("cannot be found"));
    let packed = "/Filter /FlateDecode";
    assert!(unreadable(sample().stream(packed, "no packed words at all")).contains("damaged"));
    let filter = "/Filter /ASCIIHexDecode /Filter [ /ASCII85Decode /RunLengthDecode ]";
    assert!(unreadable(sample().stream(filter, "zzz{|}")).contains("cannot be unpacked"));
    // What is there is read, and what is not is said.
    let scene = problem(sample().object("[ 4 0 R 77 0 R ]")).expect("some text");
    assert_eq!((text(&scene.pages[0]).as_str(), scene.remarks.len()), ("seen", 1), "{:?}", scene.remarks);
    let scene = problem(sample().object("[ 4 0 R 4 0 R ]")).expect("some text");
    assert_eq!(scene.remarks, [""; 0]);
}

#[test]
fn text_without_looks_is_said() {
    let remarks = |notes: &str| {
        let notes = format!("/MediaBox [0 0 300 200] /Annots [ << /Type /Annot /Rect [9 9 90 90] {notes} >> ]");
        scene(&Sample::new("BT /F1 10 Tf 20 150 Td (seen) Tj ET").page(&notes)).remarks.len()
    };
    assert_eq!(remarks("/Subtype /FreeText /Contents (Mend it first)"), 1);
    assert_eq!(remarks("/Subtype /Widget /FT /Tx /Parent << /V (Complete) >>"), 1);
    for nothing in [
        "/Subtype /FreeText /Contents ( )",
        "/Subtype /FreeText /Contents (hidden) /F 2",
        "/Subtype /Widget /V /Off",
        "/Subtype /Link /Contents (where it leads)",
    ] {
        assert_eq!(remarks(nothing), 0, "{nothing}");
    }
}

#[test]
fn pages_of_a_file_with_encrypted_attachments_are_read() {
    let settings = "<< /Filter /Standard /V 5 /R 6 /P -4 /O (o) /U (u) /OE (e) /UE (e) /Perms (p) /StmF /Identity \
                    /StrF /Identity /EFF /StdCF /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> >>";
    let sample = Sample::new("BT /F1 10 Tf 20 150 Td (seen) Tj ET").object(settings);
    let bytes = String::from_utf8(sample.bytes()).expect("text").replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 5 0 R");
    assert_eq!(text(&whole(bytes.as_bytes(), Limits::default()).expect("a page").pages[0]), "seen");
    let locked = bytes.replace("/StmF /Identity", "/StmF /StdCF   ");
    assert_eq!(refused(locked.as_bytes()), Some(PdfError::Encryption));
}
