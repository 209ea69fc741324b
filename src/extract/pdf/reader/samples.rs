//! Small PDFs put together by tests.

/// A PDF of one page, 300 by 200 points, unless told otherwise.
pub struct Sample {
    content: String,
    page: String,
    catalog: String,
    fonts: String,
    objects: Vec<String>,
}

impl Sample {
    /// A page with this content. The font /F1 is Helvetica, /F2 Helvetica bold.
    pub fn new(content: &str) -> Self {
        Self {
            content: content.to_owned(),
            page: "/MediaBox [0 0 300 200]".to_owned(),
            catalog: String::new(),
            fonts: "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> \
                    /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>"
                .to_owned(),
            objects: Vec::new(),
        }
    }

    /// Says otherwise: what stands in the page's dictionary.
    pub fn page(mut self, entries: &str) -> Self {
        self.page = entries.to_owned();
        self
    }

    /// Adds to the catalog.
    pub fn catalog(mut self, entries: &str) -> Self {
        self.catalog = entries.to_owned();
        self
    }

    /// Adds fonts.
    pub fn fonts(mut self, entries: &str) -> Self {
        self.fonts.push_str(entries);
        self
    }

    /// Adds an object; the first is number 5.
    pub fn object(mut self, object: &str) -> Self {
        self.objects.push(object.to_owned());
        self
    }

    /// Adds a stream.
    pub fn stream(self, entries: &str, content: &str) -> Self {
        self.object(&format!("<< {entries} /Length {} >>\nstream\n{content}\nendstream", content.len()))
    }

    /// Puts the file together.
    pub fn bytes(&self) -> Vec<u8> {
        let resources = if self.page.contains("/XObject") || self.page.contains("/Properties") {
            self.page.replace("/Resources <<", &format!("/Resources << /Font << {} >>", self.fonts))
        } else {
            format!("{} /Resources << /Font << {} >> >>", self.page, self.fonts)
        };
        let mut objects = vec![
            format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R {resources} >>"),
            format!("<< /Length {} >>\nstream\n{}\nendstream", self.content.len(), self.content),
        ];
        objects.extend(self.objects.iter().cloned());
        let mut file = "%PDF-1.7\n".to_owned();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            places.push(file.len());
            file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
        }
        let start = file.len();
        file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
        for place in places {
            file.push_str(&format!("{place:010} 00000 n \n"));
        }
        file.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
        file.into_bytes()
    }
}
