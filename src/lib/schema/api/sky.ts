import { z } from 'zod';
import { catalogueWishesSchema, removeCatalogueSchema } from '../catalogue.ts';
import { crossmatchSchema } from '../crossmatch.ts';
import { markImageSchema, undoMarkSchema } from '../imageMark.ts';
import { imageListSchema } from '../imagePage.ts';
import { qualityAddressSchema } from '../imageQuality.ts';
import { measurementListSchema } from '../measurementPage.ts';
import { provenanceAnswer, setProvenanceSchema } from '../provenance.ts';
import { saveQuerySchema } from '../savedQuery.ts';
import { QUERY_PARAMETERS } from '../sourceQueryAddress.ts';
import { imageAnswer, markAnswer, pageAnswer, savedQueryAnswer, sourceAnswer } from './answers.ts';
import type { Endpoints } from './endpoint.ts';

const ORDER = {
	sort: 'A number of sources, name, ra, dec or separation.',
	order: 'asc or desc.',
	page: 'From 1.',
	size: 'Rows of a page.'
};
const AT = { ra: 'Degrees ICRS, 0 to 360.', dec: 'Degrees ICRS, −90 to 90.' };
const BYTES = 'application/octet-stream';

/** What a question about sources means by its parameters; the form at /sources/query explains each. */
function aboutParameter(name: string): string {
	const [, bound, field] = /^(min|max)_(.+)$/.exec(name) ?? [];
	if (bound) return `${bound === 'min' ? 'At least' : 'At most'} this ${field}.`;
	return PARAMETERS[name] ?? `As in the address of /sources.`;
}

const PARAMETERS: Record<string, string> = {
	run: 'Number of a run, `latest` or `all`; several by commas.',
	at: 'Positions or names, one a line.',
	radius: 'Around each position; 10 unless said.',
	radiusUnit: 'arcsec, arcmin or deg.',
	polygon: 'Corners as RA Dec, RA Dec, … in degrees.',
	moc: 'A MOC in ASCII: order/cells.',
	tagsAny: 'Tags by commas: at least one of them.',
	tagsAll: 'Tags by commas: every one of them.',
	tagsNone: 'Tags by commas: none of them.',
	new: 'on: new sources only.',
	noSiblings: 'on: without sources whose measurements have siblings.'
};

const SOURCE_QUESTION = Object.fromEntries(
	[...QUERY_PARAMETERS].map((name) => [name, aboutParameter(name)])
);

function idField(name: string) {
	return z.object({ [name]: z.string() });
}

/** Images, measurements, sources, catalogues and the sky. */
export const SKY: Endpoints = {
	'GET /coordinates': {
		summary: 'What a pasted position means, in degrees ICRS.',
		scope: 'read',
		query: { text: 'A position in any form people paste.', frame: 'icrs, fk5 or galactic.' }
	},
	'GET /sky/around': {
		summary: 'Surveys, our images and objects around a position.',
		scope: 'read',
		query: { ...AT, radius: '10arcmin unless said.' }
	},
	'GET /sky/cover': {
		summary: 'What covers a point, circle or box.',
		scope: 'read',
		query: {
			at: 'A position.',
			radius: 'Of a circle.',
			radiusUnit: 'arcsec, arcmin or deg.',
			width: 'Of a box, degrees.',
			height: 'Of a box, degrees.'
		}
	},
	'GET /sky/objects': {
		summary: 'Objects of a part of the sky, or how many there are cell by cell.',
		scope: 'read',
		query: { ...AT, radius: 'Degrees, at most 180.' }
	},
	'GET /catalogues': {
		summary: 'The local catalogues, by name.',
		scope: 'read',
		answer: z.array(z.looseObject({ id: z.string(), name: z.string() }))
	},
	'POST /catalogues': {
		summary: `Imports a catalogue in place of the one of its name: field “file”, and where it is to be said name, reference, licence, skipBad and ${Object.keys(catalogueWishesSchema.shape).join(', ')}.`,
		scope: 'admin',
		body: 'multipart/form-data'
	},
	'GET /catalogues/near': {
		summary: 'What the local catalogues have near a position.',
		scope: 'read',
		query: crossmatchSchema,
		answer: z.looseObject({ rows: z.array(z.looseObject({})) })
	},
	'GET /catalogues/{id}': {
		summary: 'A catalogue: its columns, how they were understood, and how many rows.',
		scope: 'read'
	},
	'DELETE /catalogues/{id}': {
		summary: 'Removes it; its name is typed, so that none goes by mistake.',
		scope: 'admin',
		fills: { id: 'catalogueId' },
		body: removeCatalogueSchema
	},
	'GET /catalogues/{id}/objects': {
		summary: 'Objects with a counterpart in this catalogue.',
		scope: 'read',
		query: { radius: 'Arcsec.' }
	},
	'GET /images': {
		summary: 'A page of images.',
		scope: 'read',
		query: imageListSchema,
		answer: pageAnswer(imageAnswer)
	},
	'GET /images/file': {
		summary: 'Every image that is asked for, whatever page, as CSV.',
		scope: 'read',
		query: imageListSchema,
		answer: 'text/csv'
	},
	'GET /images/quality': {
		summary: 'Quality of a run’s images and what is usual in each band.',
		scope: 'read',
		query: qualityAddressSchema
	},
	'GET /images/{id}': {
		summary: 'An image, with the mark that stands.',
		scope: 'read',
		answer: imageAnswer
	},
	'GET /images/{id}/cutout': {
		summary: 'A square of an image.',
		scope: 'read',
		query: { ...AT, size: 'Arcmin; 2 unless said.', format: 'fits, png or json.' },
		answer: 'application/fits'
	},
	'PUT /images/{id}/mark': {
		summary: 'Marks the image good, uncertain or bad.',
		scope: 'vet',
		fills: { id: 'imageId' },
		body: markImageSchema,
		answer: markAnswer
	},
	'DELETE /images/{id}/mark': {
		summary: 'Takes back a mark, while it is the one that stands.',
		scope: 'vet',
		fills: { id: 'imageId' },
		body: undoMarkSchema,
		answer: markAnswer
	},
	'PUT /images/{id}/provenance': {
		summary: 'Says how the image was made; what is not mentioned stays.',
		scope: 'vet',
		fills: { id: 'id' },
		body: setProvenanceSchema.omit({ target: true }),
		answer: provenanceAnswer
	},
	'GET /images/{id}/measurements': {
		summary: 'A page of an image’s measurements.',
		scope: 'read',
		query: measurementListSchema.omit({ image: true }),
		answer: pageAnswer(z.looseObject({ id: z.int() }))
	},
	'GET /images/{id}/regions': {
		summary:
			'Measurements around a position, or without one of the whole image, as a region file or JSON.',
		scope: 'read',
		query: {
			...AT,
			radius: '10arcmin unless said.',
			run: 'Whose forced measurements.',
			source: 'To be pointed out.',
			measurement: 'To be pointed out.',
			forced: 'yes or no.',
			format: 'ds9 or json.'
		},
		answer: 'text/plain'
	},
	'GET /images/{id}/runs': {
		summary: 'Completed runs that the image is in.',
		scope: 'read',
		answer: z.array(z.looseObject({ id: z.int(), name: z.string() }))
	},
	'GET /measurements': {
		summary: 'A page of measurements.',
		scope: 'read',
		query: measurementListSchema,
		answer: pageAnswer(z.looseObject({ id: z.int() }))
	},
	'GET /measurements/{id}': { summary: 'All that is stored of a measurement.', scope: 'read' },
	'GET /measurements/{id}/siblings': {
		summary: 'Other components of its island in its image.',
		scope: 'read',
		answer: z.array(z.looseObject({ id: z.int() }))
	},
	'GET /measurements/{id}/sources': {
		summary: 'Sources of completed runs that it is a measurement of.',
		scope: 'read',
		answer: z.array(z.looseObject({ id: z.int() }))
	},
	'GET /sources': {
		summary: 'Sources that answer a question; `next` is what `after` is to be for the rest.',
		scope: 'read',
		query: {
			...SOURCE_QUESTION,
			...ORDER,
			limit: 'Rows, at most 1000.',
			after: 'Id of the last row one has.'
		},
		answer: z.object({
			count: z.int(),
			rows: z.array(sourceAnswer),
			next: z.int().nullable()
		})
	},
	'GET /sources/columns': {
		summary: 'Numbers of every source that answers, as columns of bytes behind a line of JSON.',
		scope: 'read',
		query: { ...SOURCE_QUESTION, fields: 'Numbers of sources, by commas.' },
		answer: BYTES
	},
	'GET /sources/file/{format}': {
		summary: 'Every source that answers, as a file: csv, xlsx, vot, parquet or reg.',
		scope: 'read',
		query: { ...SOURCE_QUESTION, ...ORDER, columns: 'Which columns, by commas.' },
		answer: BYTES
	},
	'GET /sources/histograms': {
		summary: 'How numbers are spread over the answer.',
		scope: 'read',
		query: { ...SOURCE_QUESTION, hist: 'A number of sources; may be given again.' }
	},
	'GET /sources/{id}': {
		summary: 'A source of a run, with its light curve.',
		scope: 'read',
		answer: sourceAnswer
	},
	'GET /sources/{id}/fit': {
		summary: 'The best lens and the best ordinary explanation of its light curve.',
		scope: 'read',
		query: { without: 'Measurements that are left out, by commas.' }
	},
	'GET /sources/{id}/fit/calendar': {
		summary: 'What is still to come of an event.',
		scope: 'read',
		answer: 'text/calendar'
	},
	'GET /sources/{id}/fit/without': {
		summary: 'What leaving out an epoch would do to scores; changes nothing.',
		scope: 'read',
		query: {
			measurement: 'Number of a measurement of its light curve.',
			scope: 'measurement, or image for the candidates of its run’s queue as well.'
		}
	},
	'GET /sources/{id}/fit/neighbours': {
		summary: 'Steady sources in the same images, and what they have in common.',
		scope: 'read'
	},
	'GET /sources/{id}/measurements': {
		summary: 'Its measurements in the order of time.',
		scope: 'read',
		answer: pageAnswer(z.looseObject({ id: z.int() }))
	},
	'GET /sources/{id}/related': {
		summary: 'Sources that share measurements with it.',
		scope: 'read',
		answer: pageAnswer(z.looseObject({ id: z.int() }))
	},
	'GET /sources/{id}/trust': { summary: 'What its numbers rest on.', scope: 'read' },
	'GET /saved-queries': {
		summary: 'One’s queries and those others share.',
		scope: 'read',
		isListing: true,
		answer: z.array(savedQueryAnswer)
	},
	'POST /saved-queries': {
		summary: 'Saves a question about sources: its address, or as JSON.',
		scope: 'vet',
		body: saveQuerySchema.omit({ queryId: true }),
		answer: savedQueryAnswer
	},
	'PUT /saved-queries/{id}': {
		summary: 'Changes a query of one’s own.',
		scope: 'vet',
		fills: { id: 'queryId' },
		body: saveQuerySchema,
		answer: savedQueryAnswer
	},
	'DELETE /saved-queries/{id}': {
		summary: 'Deletes a query of one’s own.',
		scope: 'vet',
		fills: { id: 'queryId' },
		body: idField('queryId')
	},
	'POST /saved-queries/{id}/fork': {
		summary: 'Makes a query one’s own, to change it.',
		scope: 'vet',
		fills: { id: 'queryId' },
		body: idField('queryId'),
		answer: savedQueryAnswer
	}
};
