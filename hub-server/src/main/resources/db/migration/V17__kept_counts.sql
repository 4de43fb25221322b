-- How often something was made of a design, and what its makes come to: kept with every change, in its transaction, so that
-- no page counts what may be hundreds of thousands.

-- Whether lists show the design that was made, and when it was created.
ALTER TABLE derivation ADD COLUMN listed BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE derivation ADD COLUMN made_at BIGINT NOT NULL DEFAULT 0;
UPDATE derivation SET (listed, made_at) =
    (SELECT d.visibility = 'public' AND d.deleted_at IS NULL, d.created_at FROM design d WHERE d.id = derivation.design);
-- The newest of each sort: derivatives, variants, uses as a part.
CREATE INDEX derivation_newest ON derivation
    (ancestor, (CASE WHEN kind IN ('variant', 'part') THEN kind ELSE 'remix' END), made_at, design) WHERE listed;
-- All of them, the newest first.
DROP INDEX derivation_by_ancestor;
CREATE INDEX derivation_by_ancestor ON derivation (ancestor, made_at, design);

-- Of listed ones only; a design of which nothing was made has no line.
CREATE TABLE derivation_count (
    ancestor TEXT PRIMARY KEY,
    remixes  INTEGER NOT NULL,
    variants INTEGER NOT NULL,
    parts    INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO derivation_count
    SELECT ancestor, SUM(kind NOT IN ('variant', 'part')), SUM(kind = 'variant'), SUM(kind = 'part')
    FROM derivation WHERE listed GROUP BY ancestor;

CREATE TRIGGER derivation_listed_new AFTER INSERT ON derivation BEGIN
    UPDATE derivation SET (listed, made_at) =
        (SELECT d.visibility = 'public' AND d.deleted_at IS NULL, d.created_at FROM design d WHERE d.id = NEW.design)
    WHERE design = NEW.design AND ancestor = NEW.ancestor;
END;
CREATE TRIGGER derivation_listed AFTER UPDATE OF visibility, deleted_at ON design
WHEN NEW.visibility IS NOT OLD.visibility OR NEW.deleted_at IS NOT OLD.deleted_at BEGIN
    UPDATE derivation SET listed = (NEW.visibility = 'public' AND NEW.deleted_at IS NULL) WHERE design = NEW.id;
END;
CREATE TRIGGER derivation_counted AFTER UPDATE OF listed, kind ON derivation
WHEN NEW.listed <> OLD.listed OR NEW.kind <> OLD.kind BEGIN
    UPDATE derivation_count
        SET remixes = remixes - (OLD.kind NOT IN ('variant', 'part')), variants = variants - (OLD.kind = 'variant'),
            parts = parts - (OLD.kind = 'part')
        WHERE ancestor = OLD.ancestor AND OLD.listed;
    INSERT INTO derivation_count (ancestor, remixes, variants, parts)
        SELECT NEW.ancestor, NEW.kind NOT IN ('variant', 'part'), NEW.kind = 'variant', NEW.kind = 'part' WHERE NEW.listed
        ON CONFLICT (ancestor) DO UPDATE SET
            remixes = remixes + excluded.remixes, variants = variants + excluded.variants, parts = parts + excluded.parts;
    DELETE FROM derivation_count WHERE ancestor = OLD.ancestor AND remixes + variants + parts = 0;
END;
CREATE TRIGGER derivation_counted_gone AFTER DELETE ON derivation WHEN OLD.listed BEGIN
    UPDATE derivation_count
        SET remixes = remixes - (OLD.kind NOT IN ('variant', 'part')), variants = variants - (OLD.kind = 'variant'),
            parts = parts - (OLD.kind = 'part')
        WHERE ancestor = OLD.ancestor;
    DELETE FROM derivation_count WHERE ancestor = OLD.ancestor AND remixes + variants + parts = 0;
END;

-- What each make counts for: a machine began or a person judged.
CREATE VIEW evidence_judged AS
    SELECT job, design, COALESCE(outcome = 'worked', FALSE) AS worked, COALESCE(outcome = 'partly', FALSE) AS partly,
           CASE WHEN outcome IS NULL THEN started AND ending IN ('failed', 'interrupted') ELSE outcome = 'failed' END AS failed,
           simulated
    FROM evidence WHERE design IS NOT NULL AND (started OR outcome IS NOT NULL);
CREATE TABLE evidence_summary (
    design    TEXT PRIMARY KEY,
    made      INTEGER NOT NULL,
    worked    INTEGER NOT NULL,
    partly    INTEGER NOT NULL,
    failed    INTEGER NOT NULL,
    simulated INTEGER NOT NULL
) WITHOUT ROWID;
-- What worked most often; of equals what failed least.
CREATE INDEX evidence_summary_proven ON evidence_summary (worked DESC, (worked + partly + failed), design) WHERE worked > 0;
INSERT INTO evidence_summary
    SELECT design, COUNT(*), SUM(worked), SUM(partly), SUM(failed), SUM(simulated) FROM evidence_judged GROUP BY design;

CREATE TRIGGER evidence_summary_new AFTER INSERT ON evidence BEGIN
    INSERT INTO evidence_summary (design, made, worked, partly, failed, simulated)
        SELECT design, 1, worked, partly, failed, simulated FROM evidence_judged WHERE job = NEW.job
        ON CONFLICT (design) DO UPDATE SET
            made = made + 1, worked = worked + excluded.worked, partly = partly + excluded.partly,
            failed = failed + excluded.failed, simulated = simulated + excluded.simulated;
END;
CREATE TRIGGER evidence_summary_before BEFORE UPDATE ON evidence BEGIN
    UPDATE evidence_summary
        SET made = made - 1, worked = evidence_summary.worked - j.worked, partly = evidence_summary.partly - j.partly,
            failed = evidence_summary.failed - j.failed, simulated = evidence_summary.simulated - j.simulated
        FROM evidence_judged j WHERE j.job = OLD.job AND evidence_summary.design = j.design;
END;
CREATE TRIGGER evidence_summary_after AFTER UPDATE ON evidence BEGIN
    INSERT INTO evidence_summary (design, made, worked, partly, failed, simulated)
        SELECT design, 1, worked, partly, failed, simulated FROM evidence_judged WHERE job = NEW.job
        ON CONFLICT (design) DO UPDATE SET
            made = made + 1, worked = worked + excluded.worked, partly = partly + excluded.partly,
            failed = failed + excluded.failed, simulated = simulated + excluded.simulated;
    DELETE FROM evidence_summary WHERE design = OLD.design AND made = 0;
END;
CREATE TRIGGER evidence_summary_gone BEFORE DELETE ON evidence BEGIN
    UPDATE evidence_summary
        SET made = made - 1, worked = evidence_summary.worked - j.worked, partly = evidence_summary.partly - j.partly,
            failed = evidence_summary.failed - j.failed, simulated = evidence_summary.simulated - j.simulated
        FROM evidence_judged j WHERE j.job = OLD.job AND evidence_summary.design = j.design;
    DELETE FROM evidence_summary WHERE design = OLD.design AND made = 0;
END;
