"""Tools over the rules: proofs of independence, wrong rules for tests, the page that describes them."""
