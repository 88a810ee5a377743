/** Opens what a refused update of a public post typed, as changes that are not saved yet. */
wp.domReady(() => {
    const editor = () => wp.data.select('core/editor');
    const isOpen = () => editor().getCurrentPostId()
        && (wp.data.select('core/block-editor').getBlockCount() > 0 || !editor().getCurrentPostAttribute('content'));

    function open() {
        const { title, content, excerpt } = articleAuditorKept;
        wp.data.dispatch('core/editor').editPost({ title, excerpt });
        wp.data.dispatch('core/block-editor').resetBlocks(wp.blocks.parse(content));
    }

    const stop = wp.data.subscribe(() => {
        if (isOpen()) {
            stop();
            setTimeout(open); // while the editor puts the public text in, it would take this for a part of it
        }
    });
});
