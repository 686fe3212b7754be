import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import {
	MESSAGE_ACKNOWLEDGED,
	MESSAGE_ANNOUNCED,
	MESSAGE_UP_TO_DATE,
	type Announcement
} from '#schema/announcement.ts';

/** Message types of y-protocols; the app's own (100, 101) are in the schema. */
export const MESSAGE_SYNC = 0;
export const MESSAGE_PRESENCE = 1;
export const MESSAGE_REFUSED = 2;
export const MESSAGE_QUERY_PRESENCE = 3;

export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;

/** The largest message a socket may send. A week of one person's notes written offline is far below it. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Notes of one object, UTF-16 units: written offline as a whole they still fit one message. */
export const MAX_NOTES_LENGTH = 200_000;

/**
 * Close codes. y-websocket treats 4400–4499 as final, everything else as "try again"; the last two digits are those of
 * the HTTP status with the same meaning.
 */
export const CLOSE = {
	goingAway: 1001,
	unsupported: 1003,
	malformed: 1007,
	tooBig: 1009,
	failed: 1011,
	/** Come back at once: the new connection has the new rights. */
	rightsChanged: 1012,
	tooSlow: 1013,
	signedOut: 4401,
	notPermitted: 4403,
	full: 4413
} as const;

/** Number of this socket's own edit messages (sync steps 2 and updates, counted from 1) that are on disk. */
export function encodeAcknowledged(count: number): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE_ACKNOWLEDGED);
		encoding.writeVarUint(encoder, count);
	});
}

export function encodeAnnounced(announcement: Announcement): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE_ANNOUNCED);
		encoding.writeVarString(encoder, JSON.stringify(announcement));
	});
}

/** Tells a browser that what its page shows of this room is what there is. */
export function encodeUpToDate(): Uint8Array {
	return encoding.encode((encoder) => encoding.writeVarUint(encoder, MESSAGE_UP_TO_DATE));
}

/** Tells a browser that its edits are dropped, and why (y-protocols' "permission denied"). */
export function encodeRefused(reason: string): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE_REFUSED);
		encoding.writeVarUint(encoder, 0);
		encoding.writeVarString(encoder, reason);
	});
}

export function encodeSync(step: number, bytes: Uint8Array): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE_SYNC);
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, bytes);
	});
}

export function encodePresence(update: Uint8Array): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE_PRESENCE);
		encoding.writeVarUint8Array(encoder, update);
	});
}

/** Whether an outgoing message carries edits, that is, will be counted by the server's acknowledgements. */
export function editKind(message: Uint8Array): 'everything' | 'one' | null {
	if (message[0] !== MESSAGE_SYNC) return null;
	if (message[1] === SYNC_STEP_2) return 'everything';
	return message[1] === SYNC_UPDATE ? 'one' : null;
}

export type ClientMessage =
	| { kind: 'step1'; stateVector: Uint8Array }
	| { kind: 'edit'; update: Uint8Array; catchingUp: boolean }
	| { kind: 'presence'; update: Uint8Array }
	| { kind: 'queryPresence' }
	| { kind: 'unknown' };

/** Throws on a message that ends too early; the bytes inside are checked by whoever takes them. */
export function readClientMessage(message: Uint8Array): ClientMessage {
	const decoder = decoding.createDecoder(message);
	switch (decoding.readVarUint(decoder)) {
		case MESSAGE_SYNC:
			return readSync(decoder);
		case MESSAGE_PRESENCE:
			return { kind: 'presence', update: decoding.readVarUint8Array(decoder) };
		case MESSAGE_QUERY_PRESENCE:
			return { kind: 'queryPresence' };
		default:
			return { kind: 'unknown' };
	}
}

function readSync(decoder: decoding.Decoder): ClientMessage {
	const step = decoding.readVarUint(decoder);
	if (step > SYNC_UPDATE) return { kind: 'unknown' };
	const bytes = decoding.readVarUint8Array(decoder);
	if (step === SYNC_STEP_1) return { kind: 'step1', stateVector: bytes };
	return { kind: 'edit', update: bytes, catchingUp: step === SYNC_STEP_2 };
}
