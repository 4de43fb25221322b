-- What the index in memory follows: each entry of search that came or went, in the order in which that was committed. The newest
-- ten thousand are kept. (The column facets of search_text stays empty from now on; bitmaps in memory answer for it.)
CREATE TABLE search_change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    entry  BIGINT NOT NULL
);
CREATE TRIGGER search_change_new AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_change (entry) VALUES (NEW.id);
END;
CREATE TRIGGER search_change_gone AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_change (entry) VALUES (OLD.id);
END;
