import { defineTaxonomy } from '#server/commands/taxonomies/defineTaxonomy.ts';
import { taxonomyRows } from '#server/queries/taxonomies.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

export const GET = lists(taxonomyRows, ({ id }) => id);

/** Writes a class list, or with `followsId` a new version of one. */
export const POST = carriesOut(defineTaxonomy);
