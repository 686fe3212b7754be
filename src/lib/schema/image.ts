import type { Provenance } from './provenance.ts';

/** An image known to the installation (spec/pipeline.md §2.2). Angles in degrees unless the name says otherwise; rms in mJy/beam. */
export interface Image {
	id: number;
	name: string;
	path: string;
	noisePath: string;
	backgroundPath: string;
	measurementsPath: string;
	/** SHA-256 of the image file, lower-case hex: a known name with other content is refused. */
	checksum: string;
	bandId: number;
	skyRegionId: number;
	telescope: string;
	polarisation: string;
	datetime: Date;
	jd: number;
	durationSeconds: number;
	frequencyMhz: number;
	bandwidthMhz: number;
	ra: number;
	dec: number;
	fovBmaj: number;
	fovBmin: number;
	physicalBmaj: number;
	physicalBmin: number;
	radiusPixels: number;
	beamBmaj: number;
	beamBmin: number;
	beamBpa: number;
	rmsMedian: number;
	rmsMin: number;
	rmsMax: number;
	nMeasurements: number;
	/** How it was made; absent where nothing is known. */
	provenance?: Provenance;
}

/** One of the files an image was ingested from, as it was then. */
export interface InputFile {
	path: string;
	bytes: number;
	/** Time of the file's last change, ms since 1970. */
	modifiedMs: number;
	/** Lower-case hex. */
	sha256: string;
}

export const INPUT_KINDS = ['image', 'selavy', 'noise', 'background'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];
/** null: there is none, or it was ingested by a version that did not note it. */
export type InputFiles = Record<InputKind, InputFile | null>;

export interface Band {
	id: number;
	name: string;
	frequency: number;
	bandwidth: number;
}

export interface SkyRegion {
	id: number;
	centreRa: number;
	centreDec: number;
	widthRa: number;
	widthDec: number;
	xtrRadius: number;
	x: number;
	y: number;
	z: number;
}
