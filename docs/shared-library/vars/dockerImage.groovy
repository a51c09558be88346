def call(Map options = [:]) {
    def build = multiStageBuild(
        target: options.target ?: 'runtime',
        tags: ["registry.example/${options.name}:${env.BUILD_NUMBER}"])
    if (build.image.sizeBytes > 500_000_000) {
        unstable "${options.name} has grown to ${build.image.sizeBytes} bytes"
    }
    return build.image.id
}
