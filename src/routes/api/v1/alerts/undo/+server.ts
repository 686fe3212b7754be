import { undoTriage } from '#server/commands/alerts/triageAlerts.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Undoes a triage, named by the id of its command. */
export const POST = carriesOut(undoTriage);
