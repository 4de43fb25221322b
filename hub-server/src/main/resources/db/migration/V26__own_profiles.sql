-- What a machine's owner wrote of it, as its agent told it: YAML that extends nothing, read before it is kept.
ALTER TABLE machine ADD COLUMN own_profile TEXT;
