//! The second reader: the words of each page, taken out by another library, to hold the first reader's against.
