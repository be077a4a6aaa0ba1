-- The words by which products are found.

-- up

-- Every word a product says, folded; judged by its bytes, so "C".
alter table :"schema".products
  add column words text[] collate "C" not null default '{}' check (cardinality(words) <= 400);

-- The same words, each where it is found. One index only, and no foreign key to the product: a word is written by the
-- same statement as its product, whose purge takes them along, and checking it would cost more than writing it.
create table :"schema".product_words (
  tenant_id uuid not null,
  product_id uuid not null,
  word text collate "C" not null check (length(word) between 1 and 40),
  -- 2: in the title or the SKU; 1: in the description or a tag.
  weight smallint not null check (weight in (1, 2)),
  primary key (tenant_id, word, weight, product_id)
);

-- Products that are there already get the words that the server would find (`platform/search/words.ts`), but for scripts
-- and signs that are not named here: such a product is found by them once it is changed.
create function :"schema".words_in(said text) returns text[]
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(each.word order by each.place), '{}') from (
    select word, min(place) as place from (
      select run.no * 100000 + n as place,
        case when run.found[1] is null then left(run.found[2], 40) else substr(run.found[1], n, 2) end as word
      from regexp_matches(
        replace(replace(replace(replace(translate(
          -- By code, so that it is the same in every collation: marks are taken off, what remains of capitals is made small.
          lower(regexp_replace(normalize(said, NFKD),
            '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903'
            '\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f]',
            '', 'g') collate "C"),
          'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣςΤΥΦΧΨΩАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐØøĐđÐðŁłıẞÆŒÞ',
          'αβγδεζηθικλμνξοπρσστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґooddddllißæœþ'
        ), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        -- Scripts without spaces between words, or whatever is no sign.
        '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3021-\u302f\u3031-\u30fa\u30fc-\u30ff\u3400-\u9fff\U00020000-\U000323af]+)|'
        '((?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3021-\u302f\u3031-\u30fa\u30fc-\u30ff\u3400-\u9fff\U00020000-\U000323af])'
        '[^\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00b4\u00b6-\u00bf\u00d7\u00f7\u02c2-\u02df\u055a-\u055f\u05be\u05f3\u05f4\u060c\u061b'
        '\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u30fb'
        '\ue000-\uf8ff\ufe30-\ufe6f\ufeff\ufff0-\uffff\U0001f000-\U0001faff])+)', 'g'
      ) with ordinality run (found, no)
      cross join generate_series(1, case when run.found[1] is null then 1 else char_length(run.found[1]) end) n
    ) said_word
    group by word
  ) each
$$;

-- Their owner sees them only while row security is not forced.
alter table :"schema".products no force row level security;
with said as (
  select p.tenant_id, p.id, (:"schema".words_in(concat_ws(E'\n', p.title, p.sku)))[:400] as main,
    :"schema".words_in(concat_ws(E'\n', p.description, array_to_string(p.tags, E'\n'))) as elsewhere
  from :"schema".products p
), kept as (
  select s.tenant_id, s.id, s.main, (array(
    select o.word from unnest(s.elsewhere) with ordinality o (word, n) where o.word <> all (s.main) order by o.n
  ))[:400 - cardinality(s.main)] as other
  from said s
), noted as (
  update :"schema".products p set words = k.main || k.other from kept k where p.tenant_id = k.tenant_id and p.id = k.id
)
insert into :"schema".product_words (tenant_id, product_id, word, weight)
  select k.tenant_id, k.id, w.word, w.weight
  from kept k cross join lateral (select unnest(k.main) as word, 2 as weight union all select unnest(k.other), 1) w;
alter table :"schema".products force row level security;
drop function :"schema".words_in(text);

select tenancy.protect(':"schema".product_words');

-- down
drop table :"schema".product_words;
alter table :"schema".products drop column words;
