import { answerUpload } from '../answerUpload.ts';

/** How much has come; the next piece; giving it up (tus 1.0). */
export const HEAD = answerUpload;
export const PATCH = answerUpload;
export const DELETE = answerUpload;
