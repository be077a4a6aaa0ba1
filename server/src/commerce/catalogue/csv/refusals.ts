import { defineRefusal } from '#platform/contract'

export const BadCsv = defineRefusal('product_import.bad_csv', 422, 'The file is not CSV as RFC 4180 has it')
export const BadHeader = defineRefusal(
  'product_import.bad_header',
  422,
  'The first line of the file does not name fields of a product, each once',
)
export const TooManyRows = defineRefusal('product_import.too_many_rows', 422, 'A file has at most 100,000 rows')
export const ImportNotFound = defineRefusal('product_import.not_found', 404, 'There is no such import')
export const ImportEnded = defineRefusal('product_import.ended', 409, 'The import has ended')
