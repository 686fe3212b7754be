import { setProvenance } from '#server/commands/setProvenance.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Says how it was made. */
export const PUT = carriesOut((context, input) =>
	setProvenance(context, { ...input, target: 'image' })
);
