-- embedded.v1: how one store lies in its own encrypted SQLite file. Never edited once released: a change is embedded.v2.sql.
-- The version stands in PRAGMA user_version. Tokens are written as src/engine/embedded/token-text.ts says.

-- Which store this is: a file that was moved to the place of another store is refused.
CREATE TABLE identity (store TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Records of all collections. Keys and person are kept here so that neither needs an index of its own: each index is one more page
-- to encrypt for every record. The bytes beside a record come last, so that reading the rest does not touch their pages.
CREATE TABLE record (
  collection TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  keys TEXT NOT NULL, -- JSON array of the secondary keys
  person INTEGER,     -- row of a person
  json TEXT NOT NULL,
  bytes BLOB,
  UNIQUE (collection, id)
) STRICT;

-- Secondary keys, kind:value.
CREATE TABLE lookup (
  collection TEXT NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (collection, key, id)
) STRICT, WITHOUT ROWID;

-- The searchable side of a person. Row ids only ever grow: a changed person gets a new row, so that whoever holds lists of row
-- ids in memory extends them and never has to mend them.
-- attributes, little-endian: int32 number of columns, int32 number of facets, the columns as float64 (NaN = unknown), for each
-- facet the number of its values as int32, then their codes as int32.
CREATE TABLE person (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  link TEXT,
  language TEXT NOT NULL,
  body_length INTEGER NOT NULL,
  attributes BLOB NOT NULL
) STRICT;
CREATE INDEX person_of_language ON person (language);

-- Row ids that went, in order, for other connections to follow. Old entries are cut; who is further behind reads anew.
CREATE TABLE removal (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  row_id INTEGER NOT NULL
) STRICT;

-- Facet values as written. Codes are not used again. A value that no live person has is not kept.
CREATE TABLE facet_value (
  code INTEGER PRIMARY KEY AUTOINCREMENT,
  facet INTEGER NOT NULL,
  value TEXT NOT NULL,
  people INTEGER NOT NULL,
  UNIQUE (facet, value)
) STRICT;

-- The dictionary: words of live people with the languages of their texts ('' where unknown). A word that nobody has any more in a
-- language is not kept.
CREATE TABLE term (
  word TEXT NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (word, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE stem (
  stem TEXT NOT NULL,
  word TEXT NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (stem, word, language)
) STRICT, WITHOUT ROWID;

-- Tokens joined by blanks, one column for each text field in the order of TEXT_FIELDS. All ASCII punctuation belongs to tokens.
-- Document sizes are not kept (columnsize=0): scores are computed from postings, not by FTS5.
CREATE VIRTUAL TABLE tokens USING fts5 (
  name, currentTitle, pastTitle, skill, currentCompany, pastCompany, school, degree, location, certificate, note, body,
  tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'",
  columnsize = 0
);
-- Without it a deleted word stays readable in the file (to who holds the key).
INSERT INTO tokens (tokens, rank) VALUES ('secure-delete', 1);
-- Segments of one size that are merged into one: fewer rewrites in bulk ingest, a few more places to look for a word.
INSERT INTO tokens (tokens, rank) VALUES ('automerge', 8);
-- Bytes of tokens held in memory before they are written: the writes of one transaction become one segment.
INSERT INTO tokens (tokens, rank) VALUES ('hashsize', 33554432);

-- Where each word stands, and how many people have it.
CREATE VIRTUAL TABLE occurrence USING fts5vocab (tokens, instance);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (tokens, row);
