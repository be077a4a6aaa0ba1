-- The words by which products are found.

-- up

-- Every word a product says, folded; judged by its bytes, so "C". Empty until the product is written by a server that
-- knows of words.
alter table :"schema".products
  add column words text[] collate "C" not null default '{}' check (cardinality(words) <= 400);

-- The same words, each where it is found. One index only, and no foreign key to the product: a word is written by the
-- same statement as its product, which is never deleted as a row, and checking it would cost more than writing it.
create table :"schema".product_words (
  tenant_id uuid not null,
  product_id uuid not null,
  word text collate "C" not null check (length(word) between 1 and 40),
  -- 2: in the title or the SKU; 1: in the description or a tag.
  weight smallint not null check (weight in (1, 2)),
  primary key (tenant_id, word, weight, product_id)
);

select tenancy.protect(':"schema".product_words');

-- down
drop table :"schema".product_words;
alter table :"schema".products drop column words;
