import { z } from 'zod';
import { jsonText } from './jsonText.ts';

const REFUSAL =
	'a JSON list of surveys is needed, like [{"name": "RACS", "url": "https://host/hips"}]';

export const hipsSurveySchema = z.object({
	name: z.string().trim().min(1).max(80),
	/** Where its `properties` file lies: another host, or a folder that this origin serves. */
	url: z
		.string()
		.regex(
			/^(?:https?:\/\/[^\s;,'"]+|\/(?!\/)[^\s;,'"]*)$/,
			'url is an http(s) address, or a path that starts with /'
		),
	/** Where it has data, as an ASCII MOC in ICRS (`3/1-5 4/77`); '' for the whole sky. */
	moc: z.string().default('')
});
/** A tiled survey that the operator has configured. */
export type HipsSurvey = z.infer<typeof hipsSurveySchema>;

export const hipsSurveysSchema = jsonText(REFUSAL, [])
	.pipe(z.array(hipsSurveySchema, REFUSAL).max(50))
	.default([]);
