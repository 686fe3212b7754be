export const VOEVENT_ROLES = ['observation', 'prediction', 'utility', 'test'] as const;
type VoeventRole = (typeof VOEVENT_ROLES)[number];

export interface VoeventParam {
	name: string;
	value: string;
	/** IVOA UCD1+ words, '' for none. */
	ucd: string;
	/** VOUnits, '' for none. */
	unit: string;
}

/** What we write of and read from a VOEvent 2.0 packet. Position ICRS, degrees. */
export interface Voevent {
	ivorn: string;
	role: VoeventRole;
	authorIvorn: string;
	/** When the packet was made; null where it does not say. */
	date: Date | null;
	/** Who made it, for people. */
	author: string;
	params: VoeventParam[];
	raDeg: number;
	decDeg: number;
	/** Radius of the error circle; 0 where none is given. */
	errorDeg: number;
	/** When it happened; null where it does not say. */
	time: Date | null;
	/** How it was found, a sentence. */
	how: string;
	/** What it is taken for: a concept and a sentence. */
	concept: string;
	why: string;
	/** IVORNs of earlier packets it follows up. */
	citations: string[];
}

/** What became of a packet that came in. */
export type VoeventOutcome =
	| { kind: 'ignored'; ivorn: string; because: string }
	| {
			kind: 'raised' | 'known' | 'silenced';
			ivorn: string;
			objectId: string;
			objectName: string;
			separationArcsec: number;
			/** Whether the object lies in the error circle, and how many do. */
			within: boolean;
			candidates: number;
	  };
