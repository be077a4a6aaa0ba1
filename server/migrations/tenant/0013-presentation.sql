-- How a product is shown: where, to search engines, and in which images.

-- up
alter table :"schema".products
  add column seo_title text check (length(seo_title) between 1 and 200),
  add column seo_description text check (length(seo_description) <= 500),
  add column channels text[] not null default '{storefront,chat,marketplace}'
    check (channels <@ '{storefront,chat,marketplace}');

create table :"schema".product_images (
  tenant_id uuid not null,
  product_id uuid not null,
  position integer not null check (position between 1 and 50),
  url text not null check (length(url) between 9 and 2000 and url ~ '^https://'),
  alt text check (length(alt) <= 500),
  primary key (tenant_id, product_id, position)
);

alter table :"schema".product_images add constraint product_images_product_id_fkey
  foreign key (tenant_id, product_id) references :"schema".products (tenant_id, id);

select tenancy.protect(':"schema".product_images');

-- down
drop table :"schema".product_images;
alter table :"schema".products drop column seo_title, drop column seo_description, drop column channels;
