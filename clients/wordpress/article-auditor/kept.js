/** Opens what a refused update of a public post typed, as changes that are not saved yet. */
wp.domReady(() => {
    const stop = wp.data.subscribe(() => {
        const editor = wp.data.select('core/editor');
        if (!editor.getCurrentPostId() || !editor.__unstableIsEditorReady()) {
            return;
        }
        stop();
        const { title, content, excerpt } = articleAuditorKept;
        wp.data.dispatch('core/editor').editPost({ title, excerpt });
        wp.data.dispatch('core/editor').resetEditorBlocks(wp.blocks.parse(content));
    });
});
