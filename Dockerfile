FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 CAUSTIC_DATA_DIR=/data/caustic \
	PIPELINE_WORKING_DIR=/data/pipeline-runs RAW_IMAGE_DIR=/data/raw-images
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/build build
RUN mkdir -p /data/caustic /data/pipeline-runs /data/raw-images && chown -R node /data
USER node
EXPOSE 3000
CMD ["node", "--enable-source-maps", "build/workers/web.js"]
