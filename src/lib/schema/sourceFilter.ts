import { z } from 'zod';

/**
 * Numbers of a source that filters, saved queries and watch rules may ask about, with what a person reads. Variability
 * is that within one band first: over several bands a steady source with a spectral slope looks variable.
 */
export const SOURCE_FIELDS = {
	bandEtaPeak: { label: 'η (peak, in its most variable band)', unit: '' },
	bandVPeak: { label: 'V (peak, in its most variable band)', unit: '' },
	bandVsPeak: { label: 'largest |Vs| (peak, in its most variable band)', unit: '' },
	bandMPeak: { label: '|m| of that pair (peak, in its most variable band)', unit: '' },
	bandEtaInt: { label: 'η (integrated, in its most variable band)', unit: '' },
	bandVInt: { label: 'V (integrated, in its most variable band)', unit: '' },
	bandVsInt: { label: 'largest |Vs| (integrated, in its most variable band)', unit: '' },
	bandMInt: { label: '|m| of that pair (integrated, in its most variable band)', unit: '' },
	bandMhz: { label: 'frequency of its most variable band', unit: 'MHz' },
	etaPeak: { label: 'η (peak)', unit: '' },
	vPeak: { label: 'V (peak)', unit: '' },
	etaInt: { label: 'η (integrated)', unit: '' },
	vInt: { label: 'V (integrated)', unit: '' },
	vsAbsSignificantMaxPeak: { label: 'largest |Vs| (peak)', unit: '' },
	mAbsSignificantMaxPeak: { label: '|m| of that pair (peak)', unit: '' },
	vsAbsSignificantMaxInt: { label: 'largest |Vs| (integrated)', unit: '' },
	mAbsSignificantMaxInt: { label: '|m| of that pair (integrated)', unit: '' },
	avgFluxPeak: { label: 'mean S (peak)', unit: 'mJy/beam' },
	maxFluxPeak: { label: 'largest S (peak)', unit: 'mJy/beam' },
	minFluxPeak: { label: 'smallest S (peak)', unit: 'mJy/beam' },
	avgFluxInt: { label: 'mean S (integrated)', unit: 'mJy' },
	maxFluxInt: { label: 'largest S (integrated)', unit: 'mJy' },
	minFluxInt: { label: 'smallest S (integrated)', unit: 'mJy' },
	minFluxPeakIslRatio: { label: 'smallest share of its island (peak)', unit: '' },
	minFluxIntIslRatio: { label: 'smallest share of its island (integrated)', unit: '' },
	minSnr: { label: 'smallest S/N', unit: '' },
	maxSnr: { label: 'largest S/N', unit: '' },
	avgCompactness: { label: 'compactness', unit: '' },
	newHighSigma: { label: 'new high σ', unit: 'σ' },
	newTrueHighSigma: { label: 'true new high σ', unit: 'σ' },
	nNeighbourDist: { label: 'distance of the nearest source', unit: '°' },
	nMeas: { label: 'measurements', unit: '' },
	nMeasSel: { label: 'detections', unit: '' },
	nMeasForced: { label: 'forced measurements', unit: '' },
	nRel: { label: 'relations', unit: '' },
	nSibl: { label: 'measurements with siblings', unit: '' },
	eseScore: { label: 'ESE probability (as the model says)', unit: '' }
} as const;
export type SourceField = keyof typeof SOURCE_FIELDS;
export const sourceFieldSchema = z.enum(
	// Object.keys forgets which keys it was given.
	Object.keys(SOURCE_FIELDS) as [SourceField, ...SourceField[]]
);

export const sourceConditionSchema = z.object({
	field: sourceFieldSchema,
	is: z.enum(['atLeast', 'atMost']),
	value: z.coerce.number('Give a number.')
});

/** A cone on the sky, degrees. */
export const coneSchema = z.object({
	ra: z.coerce.number().min(0).lt(360),
	dec: z.coerce.number().min(-90).max(90),
	radiusDeg: z.coerce.number().positive('A radius is above 0.').max(180)
});
export type Cone = z.infer<typeof coneSchema>;

/** Which sources of a run: all conditions together, in the cone if there is one, new ones only if asked. */
export const sourceFilterSchema = z.object({
	conditions: z.array(sourceConditionSchema).max(20),
	cone: coneSchema.nullable().default(null),
	newOnly: z.boolean().default(false)
});
export type SourceFilter = z.infer<typeof sourceFilterSchema>;
