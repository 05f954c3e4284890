/** Type under which the palette hands a kind of layer to the canvas while it is dragged. */
export const KIND_MIME = 'application/x-layerboard-kind';
