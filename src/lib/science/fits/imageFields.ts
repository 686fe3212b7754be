import { celestialWcs } from '../sky/wcs.ts';
import { jdFromMs, msFromIsoDate } from '../sky/time.ts';
import { BadFits } from './badFits.ts';
import type { FitsHeader } from './header.ts';
import {
	TELESCOPES,
	telescopeNamed,
	type ProvenanceKeyword,
	type TelescopeProfile
} from './telescopes.ts';

export type Polarisation = 'I' | 'XX' | 'YY' | 'Q' | 'U' | 'V';
const POLARISATIONS: readonly Polarisation[] = ['I', 'XX', 'YY', 'Q', 'U', 'V'];

/** What a header says about its image (spec/pipeline.md §2.2). Angles in degrees in the header's own frame, pixels square. */
export interface ImageFields {
	/** Last part of the file name: the identity of an image. */
	name: string;
	telescope: string;
	polarisation: Polarisation;
	/** Milliseconds since 1970, UTC. */
	datetimeMs: number;
	jd: number;
	durationSeconds: number;
	freqEffHz: number;
	freqBwHz: number;
	/** Cut to whole MHz, as bands are compared. */
	frequencyMhz: number;
	bandwidthMhz: number;
	/** Sky position of the 1-based pixel (NAXIS1/2, NAXIS2/2), half a pixel short of the centre; not turned to ICRS. */
	ra: number;
	dec: number;
	cdelt1: number;
	cdelt2: number;
	radiusPixels: number;
	/** Half diagonal on the sky; fovBmin is also the radius of the sky region. */
	fovBmaj: number;
	fovBmin: number;
	physicalBmaj: number;
	physicalBmin: number;
	beamBmaj: number;
	beamBmin: number;
	beamBpa: number;
	/** How it was made, as far as the header says. */
	provenance: Partial<Record<ProvenanceKeyword, string>>;
}

/**
 * @param header of the image, NAXIS1 and NAXIS2 being the sky axes
 * @param fileName with or without folders
 * @throws BadFits naming the keyword that is missing or cannot be used
 */
export function imageFields(header: FitsHeader, fileName: string): ImageFields {
	const telescope = readTelescope(header);
	const { keywords, beamUnitDeg } = telescope;
	const datetimeMs = readDatetime(header, telescope);
	const frequency = readFrequency(header, telescope);
	return {
		name: fileName.slice(fileName.lastIndexOf('/') + 1),
		telescope: telescope.name,
		polarisation: readPolarisation(header, keywords.stokes),
		datetimeMs,
		jd: jdFromMs(datetimeMs),
		durationSeconds: numberOr(header, keywords.duration, 0),
		...frequency,
		frequencyMhz: Math.trunc(frequency.freqEffHz / 1e6),
		bandwidthMhz: Math.trunc(frequency.freqBwHz / 1e6),
		...readGeometry(header),
		beamBmaj: positive(header, keywords.beamMajor, 'a beam axis') * beamUnitDeg,
		beamBmin: positive(header, keywords.beamMinor, 'a beam axis') * beamUnitDeg,
		beamBpa: numberOf(header, keywords.beamAngle),
		provenance: readProvenance(header, telescope)
	};
}

/** The telescope profile a header belongs to. */
export function readTelescope(header: FitsHeader): TelescopeProfile {
	const telescop = header.text('TELESCOP');
	if (telescop === null) throw missing('TELESCOP');
	const profile = telescopeNamed(telescop);
	if (profile !== null) return profile;
	const known = TELESCOPES.map(({ name }) => name).join(', ');
	throw new BadFits(
		`TELESCOP is '${telescop}', an unsupported telescope (supported: ${known}).`,
		'TELESCOP'
	);
}

const MOST_WORDS = 200;

/** Of no keyword anything depends on; what is no text is not looked at. */
function readProvenance(
	header: FitsHeader,
	{ provenance }: TelescopeProfile
): ImageFields['provenance'] {
	const said: ImageFields['provenance'] = {};
	for (const key of PROVENANCE_KEYWORDS) {
		const words = provenance[key]
			.map((keyword) => (header.text(keyword) ?? '').replace(/\p{Cc}+/gu, ' ').trim())
			.find((text) => text !== '');
		if (words) said[key] = words.slice(0, MOST_WORDS);
	}
	return said;
}

const PROVENANCE_KEYWORDS = [
	'calibrationStrategy',
	'calibrator',
	'imagingParameters',
	'softwareVersion'
] as const satisfies ProvenanceKeyword[];

function readPolarisation(header: FitsHeader, keyword: string): Polarisation {
	if (!header.has(keyword)) return 'I';
	const stokes = header.text(keyword)?.trim();
	const known = POLARISATIONS.find((polarisation) => polarisation === stokes);
	if (known !== undefined) return known;
	throw new BadFits(
		`${keyword} is ${header.shown(keyword)}, which is none of ${POLARISATIONS.join(', ')}.`,
		keyword
	);
}

function readDatetime(header: FitsHeader, { keywords, ...profile }: TelescopeProfile): number {
	const timeSystem = header.text(keywords.timeSystem) ?? profile.defaultTimeSystem;
	if (timeSystem === null) throw missing(keywords.timeSystem);
	if (!['UTC', 'UT', 'GMT'].includes(timeSystem.trim().toUpperCase())) {
		throw new BadFits(
			`${keywords.timeSystem} is '${timeSystem}', where UTC is needed.`,
			keywords.timeSystem
		);
	}
	const date = header.text(keywords.date);
	if (date === null) throw missing(keywords.date);
	const ms = msFromIsoDate(date);
	if (ms !== null) return ms;
	throw new BadFits(
		`${keywords.date} is '${date}', which is no date like 2020-08-03T04:33:55.`,
		keywords.date
	);
}

function readFrequency(
	header: FitsHeader,
	{ keywords }: TelescopeProfile
): { freqEffHz: number; freqBwHz: number } {
	for (const axis of [3, 4]) {
		if (!['FREQ', 'VOPT'].includes(header.text(`CTYPE${axis}`) ?? '')) continue;
		const freqEffHz = positive(header, `CRVAL${axis}`, 'a frequency');
		return { freqEffHz, freqBwHz: numberOr(header, `CDELT${axis}`, 0) };
	}
	const present = (keys: readonly string[]) => keys.find((key) => header.has(key)) ?? keys[0];
	const keyword = present(keywords.restFrequency);
	if (header.has(keyword)) {
		const freqEffHz = positive(header, keyword, 'a frequency');
		return { freqEffHz, freqBwHz: numberOr(header, present(keywords.restBandwidth), 0) };
	}
	throw new BadFits(
		`The header gives no frequency: neither axis 3 or 4 nor ${keyword} has one.`,
		keyword
	);
}

function readGeometry(header: FitsHeader) {
	const wcs = celestialWcs(header);
	const nx = numberOf(header, 'NAXIS1');
	const ny = numberOf(header, 'NAXIS2');
	const { ra, dec } = wcs.toSky(nx / 2 - 1, ny / 2 - 1);
	if (Number.isNaN(ra)) {
		throw new BadFits('The centre of the image lies off the projected sphere.', 'CRPIX1');
	}
	const [cdelt1, cdelt2] = wcs.pixelScales;
	const radiusPixels = Math.hypot(nx, ny) / 2;
	return {
		ra,
		dec,
		cdelt1,
		cdelt2,
		radiusPixels,
		fovBmin: radiusPixels * cdelt1,
		fovBmaj: radiusPixels * cdelt2,
		physicalBmin: nx * cdelt1,
		physicalBmaj: ny * cdelt2
	};
}

/** Every later step divides by the beam, and bands by their frequency. */
function positive(header: FitsHeader, keyword: string, what: string): number {
	const value = numberOf(header, keyword);
	if (value > 0) return value;
	throw new BadFits(`${keyword} is ${value}, where ${what} above 0 is needed.`, keyword);
}

function numberOr(header: FitsHeader, keyword: string, usual: number): number {
	return header.has(keyword) ? numberOf(header, keyword) : usual;
}

function numberOf(header: FitsHeader, keyword: string): number {
	const value = header.number(keyword);
	if (value !== null) return value;
	if (!header.has(keyword)) throw missing(keyword);
	throw new BadFits(`${keyword} is ${header.shown(keyword)}, where a number is needed.`, keyword);
}

function missing(keyword: string): BadFits {
	return new BadFits(`The header does not have the keyword ${keyword}.`, keyword);
}
