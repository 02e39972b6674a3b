"""From facts to what people and programs read: words, tables, data, papers. Here a language is known."""
