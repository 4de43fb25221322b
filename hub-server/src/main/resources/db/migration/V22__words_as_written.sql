-- As people write a word that they search by without its accents; empty where that is the same. Words of texts only have no uses: typing
-- errors are measured by them, and suggestions come to them last.
ALTER TABLE search_word ADD COLUMN written TEXT NOT NULL DEFAULT '';
