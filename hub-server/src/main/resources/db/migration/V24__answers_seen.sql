-- Since when who asked for a permission has seen its answer. UTC epoch milliseconds.
ALTER TABLE licence_permission ADD COLUMN seen_at BIGINT;
UPDATE licence_permission SET seen_at = answered_at WHERE state IN ('granted', 'refused');
