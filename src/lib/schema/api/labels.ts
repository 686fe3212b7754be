import { z } from 'zod';
import { chosenObjectsSchema } from '../chosenSources.ts';
import {
	editCommentSchema,
	pinCommentSchema,
	reactToCommentSchema,
	resolveCommentSchema,
	writeCommentSchema
} from '../comment.ts';
import { noteFavouriteSchema, toggleFavouriteSchema } from '../favourite.ts';
import { favouriteViewSchema } from '../favouriteView.ts';
import { changeInterestSchema, declareInterestSchema, endInterestSchema } from '../interest.ts';
import {
	applyTagSchema,
	describeTagSchema,
	renameTagSchema,
	tagManySchema,
	tagProtocolSchema,
	undoTagChangeSchema
} from '../label.ts';
import { settleMatchSchema } from '../settleMatch.ts';
import { watchObjectSchema } from '../watch.ts';
import { interestAnswer, tagAnswer, tagApplicationAnswer, tagChangeAnswer } from './answers.ts';
import type { Endpoints } from './endpoint.ts';

const ofObject = { id: 'objectId' };
const ofComment = { id: 'commentId' };
const section = z.looseObject({ comments: z.array(z.looseObject({ id: z.string() })) });

/** Sky objects and what people say of things: tags, comments, favourites, watches, interests. */
export const LABELS: Endpoints = {
	'GET /objects/{id}': {
		summary: 'A sky object: where it is, its tags, who works on it, and its source that is shown.',
		scope: 'read',
		answer: z.looseObject({ id: z.string(), name: z.string(), ra: z.number(), dec: z.number() })
	},
	'GET /objects/{id}/comments': {
		summary: 'What is said about the object, oldest first.',
		scope: 'read',
		answer: section
	},
	'POST /objects/{id}/comments': {
		summary: 'Writes a comment on the object, in Markdown.',
		scope: 'vet',
		fills: ofObject,
		body: writeCommentSchema,
		answer: z.looseObject({ id: z.string() })
	},
	'POST /objects/{id}/favourite': {
		summary: 'Turns one’s star on the object on or off; true when it is on now.',
		scope: 'vet',
		fills: ofObject,
		body: toggleFavouriteSchema,
		answer: z.boolean()
	},
	'PUT /objects/{id}/favourite': {
		summary: 'Writes the note on one’s favourite.',
		scope: 'vet',
		fills: ofObject,
		body: noteFavouriteSchema
	},
	'GET /objects/{id}/interests': {
		summary: 'Who works on the object, and who did.',
		scope: 'read',
		answer: z.array(interestAnswer)
	},
	'POST /objects/{id}/interests': {
		summary: 'Enters oneself: “I am working on this one”.',
		scope: 'vet',
		fills: ofObject,
		body: declareInterestSchema,
		answer: interestAnswer
	},
	'GET /objects/{id}/notice': {
		summary: 'A notice about it to send out, drafted from its record.',
		scope: 'read'
	},
	'GET /objects/{id}/tags': {
		summary: 'Tags on the object.',
		scope: 'read',
		answer: z.array(tagApplicationAnswer)
	},
	'POST /objects/{id}/tags': {
		summary: 'Puts a tag on the object.',
		scope: 'vet',
		fills: ofObject,
		body: applyTagSchema,
		answer: tagApplicationAnswer
	},
	'DELETE /objects/{id}/tags': {
		summary: 'Takes a tag off; false when it was not there.',
		scope: 'vet',
		fills: ofObject,
		body: applyTagSchema,
		answer: z.boolean()
	},
	'POST /objects/{id}/watch': {
		summary: 'Watches the object: one is told of new measurements.',
		scope: 'vet',
		fills: ofObject,
		body: watchObjectSchema,
		answer: z.boolean()
	},
	'DELETE /objects/{id}/watch': {
		summary: 'Watches it no longer.',
		scope: 'vet',
		fills: ofObject,
		body: watchObjectSchema.omit({ reason: true }),
		answer: z.boolean()
	},
	'PATCH /interests/{id}': {
		summary: 'Rewords one’s entry, or gives it another link.',
		scope: 'vet',
		fills: { id: 'interestId' },
		body: changeInterestSchema,
		answer: interestAnswer
	},
	'DELETE /interests/{id}': {
		summary: 'Ends one’s entry; that it stood stays known.',
		scope: 'vet',
		fills: { id: 'interestId' },
		body: endInterestSchema,
		answer: interestAnswer
	},
	'GET /favourites': {
		summary: 'One’s starred objects.',
		scope: 'read',
		query: favouriteViewSchema,
		isListing: true,
		answer: z.array(z.looseObject({ id: z.string(), note: z.string() }))
	},
	'POST /favourites': {
		summary: 'Puts one’s star on many objects; answers how many are new.',
		scope: 'vet',
		body: chosenObjectsSchema,
		answer: z.int()
	},
	'GET /watches': {
		summary: 'Objects one watches, the latest first.',
		scope: 'read',
		isListing: true,
		answer: z.array(z.looseObject({ objectId: z.string(), reason: z.string() }))
	},
	'GET /unsettled': {
		summary: 'Doubtful matches that wait for a person, oldest first.',
		scope: 'read',
		isListing: true,
		answer: z.array(z.looseObject({ id: z.string() }))
	},
	'POST /unsettled/{id}': {
		summary: 'Settles a doubtful match: the link stays, or the source is another object.',
		scope: 'admin',
		fills: { id: 'matchId' },
		body: settleMatchSchema
	},
	'GET /tags': {
		summary: 'The vocabulary, the most used first.',
		scope: 'read',
		isListing: true,
		answer: z.array(tagAnswer)
	},
	'POST /tags/batch': {
		summary: 'Puts a tag on many things; the answer’s id is what `undo` takes.',
		scope: 'vet',
		body: tagManySchema,
		answer: tagChangeAnswer
	},
	'GET /tags/protocol': {
		summary: 'How the team tags, in its own words.',
		scope: 'read',
		answer: z.string()
	},
	'PUT /tags/protocol': {
		summary: 'Writes down how the team tags.',
		scope: 'vet',
		body: tagProtocolSchema,
		answer: z.string()
	},
	'POST /tags/rename': {
		summary: 'Renames a tag, or merges it into another; for curators.',
		scope: 'vet',
		body: renameTagSchema,
		answer: tagChangeAnswer
	},
	'GET /tags/suggest': {
		summary: 'Tags that begin so or are meant so.',
		scope: 'read',
		query: { q: 'What was typed.' },
		answer: z.array(z.looseObject({ name: z.string() }))
	},
	'POST /tags/undo': {
		summary: 'Undoes a batch, a rename or a merge.',
		scope: 'vet',
		body: undoTagChangeSchema
	},
	'GET /tags/word/{tag}': {
		summary: 'A tag: what it means and what carries it.',
		scope: 'read',
		answer: z.looseObject({ tag: tagAnswer })
	},
	'PUT /tags/word/{tag}': {
		summary: 'Says what the tag means, its colour and its synonyms; for curators.',
		scope: 'vet',
		fills: { tag: 'name' },
		body: describeTagSchema,
		answer: tagAnswer
	},
	'GET /tags/on/{kind}/{id}': {
		summary: 'Tags on an object, image, run or measurement.',
		scope: 'read',
		answer: z.array(tagApplicationAnswer)
	},
	'POST /tags/on/{kind}/{id}': {
		summary: 'Puts a tag there.',
		scope: 'vet',
		fills: { kind: 'kind', id: 'targetId' },
		body: applyTagSchema,
		answer: tagApplicationAnswer
	},
	'DELETE /tags/on/{kind}/{id}': {
		summary: 'Takes a tag off; false when it was not there.',
		scope: 'vet',
		fills: { kind: 'kind', id: 'targetId' },
		body: applyTagSchema,
		answer: z.boolean()
	},
	'POST /attachments': {
		summary: 'Takes a file for a comment still to be written: its bytes as the body.',
		scope: 'vet',
		query: { name: 'What the file is called.' },
		body: 'application/octet-stream',
		answer: z.looseObject({ id: z.string(), name: z.string() })
	},
	'GET /attachments/{id}': {
		summary: 'A file that hangs on a comment.',
		scope: 'read',
		answer: 'application/octet-stream'
	},
	'GET /comments': {
		summary: 'What is said about a thing, oldest first.',
		scope: 'read',
		query: { target: 'object-…, run-1, image-1, measurement-1, queue-… or candidate-….' },
		isListing: true,
		answer: section
	},
	'POST /comments': {
		summary: 'Writes a comment in Markdown.',
		scope: 'vet',
		body: writeCommentSchema,
		answer: z.looseObject({ id: z.string() })
	},
	'POST /comments/preview': {
		summary: 'The text as it would look.',
		scope: 'vet',
		body: z.object({ text: z.string() }),
		answer: z.object({ html: z.string() })
	},
	'POST /comments/{id}': {
		summary: 'Rewords one’s own comment.',
		scope: 'vet',
		fills: ofComment,
		body: editCommentSchema
	},
	'GET /comments/{id}/history': {
		summary: 'Every wording it has had, the present one last.',
		scope: 'read',
		answer: z.array(z.looseObject({ html: z.string() }))
	},
	'POST /comments/{id}/pin': {
		summary: 'Pins a thread or lets it go, for curators.',
		scope: 'vet',
		fills: ofComment,
		body: pinCommentSchema
	},
	'POST /comments/{id}/reactions': {
		summary: 'Puts one’s sign on a comment or takes it off.',
		scope: 'vet',
		fills: ofComment,
		body: reactToCommentSchema
	},
	'POST /comments/{id}/resolve': {
		summary: 'Settles a thread or opens it again.',
		scope: 'vet',
		fills: ofComment,
		body: resolveCommentSchema
	}
};
