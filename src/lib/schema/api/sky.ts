import { z } from 'zod';
import { catalogueWishesSchema, importUploadSchema, removeCatalogueSchema } from '../catalogue.ts';
import { cancelCatalogueImportSchema } from '../catalogueImport.ts';
import { crossmatchSchema } from '../crossmatch.ts';
import { markImageSchema, undoMarkSchema } from '../imageMark.ts';
import { imageListSchema } from '../imagePage.ts';
import { qualityAddressSchema } from '../imageQuality.ts';
import { measurementListSchema } from '../measurementPage.ts';
import { provenanceAnswer, setProvenanceSchema } from '../provenance.ts';
import { imageAnswer, markAnswer, walkedAnswer } from './answers.ts';
import type { Endpoints } from './endpoint.ts';

const AT = { ra: 'Degrees ICRS, 0 to 360.', dec: 'Degrees ICRS, −90 to 90.' };
const importAnswer = z.looseObject({
	id: z.string(),
	state: z.string(),
	nRows: z.number(),
	problem: z.string().nullable()
});

/** Images, measurements, catalogues and the sky. */
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
	'GET /catalogues/imports': {
		summary: 'Imports of large catalogues, the latest first, with how far they are.',
		scope: 'admin',
		answer: z.array(importAnswer)
	},
	'POST /catalogues/imports': {
		summary:
			'Has a worker import a file of any size, sent before by tus with the purpose “catalogue”, in place of the catalogue of its name.',
		scope: 'admin',
		body: importUploadSchema,
		answer: importAnswer
	},
	'POST /catalogues/imports/{id}/cancel': {
		summary: 'Stops an import. Nothing of it is shown; the file stays with its owner.',
		scope: 'admin',
		fills: { id: 'importId' },
		body: cancelCatalogueImportSchema,
		answer: importAnswer
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
		isListing: true,
		answer: walkedAnswer(imageAnswer)
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
		isListing: true,
		answer: walkedAnswer(z.looseObject({ id: z.int() }))
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
		isListing: true,
		answer: walkedAnswer(z.looseObject({ id: z.int() }))
	},
	'GET /measurements/file': {
		summary: 'Every measurement that is asked for, whatever page, as CSV.',
		scope: 'read',
		query: measurementListSchema,
		answer: 'text/csv'
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
	}
};
