//! Tables as Parquet, one file each: columns of their kind, nullable where the table says so, Snappy inside.

use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type;

use super::export::{ExportError, Exported};
use super::tables::{Column, Kind, Row, TABLES, Table, Value};
use crate::model::history::History;

/// How many rows stand together.
const GROUP: usize = 1 << 16;

/// Makes a file of every table.
pub(super) fn export(history: &History) -> Result<Exported, ExportError> {
    let mut exported = Exported::default();
    for table in TABLES {
        let bytes = file(table, &table.rows(history).collect::<Vec<_>>())?;
        exported.files.push((format!("parquet/{}.parquet", table.name), bytes));
    }
    Ok(exported)
}

fn file(table: &Table, rows: &[Row<'_>]) -> Result<Vec<u8>, ParquetError> {
    let fields = table.columns.iter().map(|column| field(column).map(Arc::new)).collect::<Result<_, _>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("throughline {}", env!("CARGO_PKG_VERSION")))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    for rows in rows.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        for (place, column) in table.columns.iter().enumerate() {
            let values = || rows.iter().map(move |row| row.get(place).unwrap_or(&Value::Null));
            match column.kind {
                Kind::Text => write::<ByteArrayType>(&mut group, column, values().map(text))?,
                Kind::Integer => write::<Int64Type>(&mut group, column, values().map(integer))?,
                Kind::Real => write::<DoubleType>(&mut group, column, values().map(real))?,
                Kind::Truth => write::<BoolType>(&mut group, column, values().map(truth))?,
                Kind::Day => write::<Int32Type>(&mut group, column, values().map(day))?,
            }
        }
        group.close()?;
    }
    writer.into_inner()
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
        Kind::Truth => (Physical::BOOLEAN, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    let repetition = if column.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(column.name, physical).with_logical_type(logical).with_repetition(repetition).build()
}

fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    column: &Column,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    let Some(mut writer) = group.next_column()? else {
        return Err(ParquetError::General(format!("there is no column {}", column.name)));
    };
    let levels = column.nullable.then_some(levels.as_slice());
    writer.typed::<T>().write_batch(&present, levels, None)?;
    writer.close()
}

fn text(value: &Value<'_>) -> Option<ByteArray> {
    match value {
        Value::Text(text) => Some(ByteArray::from(text.as_bytes().to_vec())),
        _ => None,
    }
}

fn integer(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

fn real(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Real(number) => Some(*number),
        _ => None,
    }
}

fn truth(value: &Value<'_>) -> Option<bool> {
    match value {
        Value::Truth(truth) => Some(*truth),
        _ => None,
    }
}

/// Returns the days since 1970-01-01.
fn day(value: &Value<'_>) -> Option<i32> {
    let Value::Day(day) = value else { return None };
    let date: jiff::civil::Date = day.parse().ok()?;
    date.since(jiff::civil::date(1970, 1, 1)).ok().map(|span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (written, expected) in [("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017)] {
            assert_eq!(day(&Value::Day(written)), Some(expected), "{written}");
        }
    }
}
