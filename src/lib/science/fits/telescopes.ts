/** What is kept of how an image was made. */
export type ProvenanceKeyword =
	'calibrationStrategy' | 'calibrator' | 'imagingParameters' | 'softwareVersion';

/** How one telescope writes its images. Another telescope is another entry in TELESCOPES, not other code. */
export interface TelescopeProfile {
	name: string;
	/** Accepted values of TELESCOP, compared without regard to case. */
	accepted: readonly string[];
	keywords: {
		date: string;
		timeSystem: string;
		/** Seconds. */
		duration: string;
		stokes: string;
		beamMajor: string;
		beamMinor: string;
		beamAngle: string;
		/** Used in this order when no axis carries the frequency; Hz. */
		restFrequency: readonly string[];
		restBandwidth: readonly string[];
	};
	/** Keywords that may say how the image was made; the first that has words counts. */
	provenance: Record<ProvenanceKeyword, readonly string[]>;
	/** Time system where the header names none; null: the header has to. */
	defaultTimeSystem: string | null;
	/** Degrees in the unit of the beam axes. */
	beamUnitDeg: number;
	/** mJy/beam in the unit of the pixels. */
	pixelUnitMjy: number;
}

/** ORIGIN (FITS standard 4.0 §4.4.2.1) names what wrote the file: ASKAPsoft and CASA put their version there. */
const PROVENANCE: TelescopeProfile['provenance'] = {
	calibrationStrategy: ['CALSTRAT', 'CALTYPE', 'CALMODE'],
	calibrator: ['CALIBRAT', 'CALSRC', 'BPCAL'],
	imagingParameters: ['IMGPARAM', 'WEIGHTNG'],
	softwareVersion: ['SOFTWARE', 'PIPEVER', 'ORIGIN']
};

/** spec/pipeline.md §2.2. */
const ASKAP: TelescopeProfile = {
	name: 'ASKAP',
	accepted: ['ASKAP'],
	keywords: {
		date: 'DATE-OBS',
		timeSystem: 'TIMESYS',
		duration: 'DURATION',
		stokes: 'STOKES',
		beamMajor: 'BMAJ',
		beamMinor: 'BMIN',
		beamAngle: 'BPA',
		restFrequency: ['RESTFREQ'],
		restBandwidth: ['RESTBW']
	},
	provenance: PROVENANCE,
	defaultTimeSystem: null,
	beamUnitDeg: 1,
	pixelUnitMjy: 1000
};

/** Images made with WSClean or CASA: the standard RESTFRQ, and UTC where TIMESYS is left out (FITS standard 4.0 §9.2.1). */
const DSA_110: TelescopeProfile = {
	name: 'DSA-110',
	accepted: ['DSA-110', 'DSA110', 'DSA_110', 'OVRO-DSA110'],
	keywords: {
		...ASKAP.keywords,
		duration: 'EXPTIME',
		restFrequency: ['RESTFRQ', 'RESTFREQ'],
		restBandwidth: ['RESTBW', 'BANDWID']
	},
	// As WSClean writes them.
	provenance: {
		...PROVENANCE,
		imagingParameters: ['IMGPARAM', 'WSCWEIGH'],
		softwareVersion: ['SOFTWARE', 'PIPEVER', 'WSCVERSI', 'ORIGIN']
	},
	defaultTimeSystem: 'UTC',
	beamUnitDeg: 1,
	pixelUnitMjy: 1000
};

export const TELESCOPES: readonly TelescopeProfile[] = [ASKAP, DSA_110];

/** The profile that accepts this TELESCOP value, or null. */
export function telescopeNamed(telescop: string): TelescopeProfile | null {
	const wanted = telescop.trim().toUpperCase();
	return TELESCOPES.find(({ accepted }) => accepted.includes(wanted)) ?? null;
}
