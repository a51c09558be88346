package io.jenkins.plugins.multistagebuild.step;

/**
 * The Java on an agent with which programs of ours can be run beside a client.
 *
 * @param path its path on the agent
 * @param certain whether commands run where it is: it runs the agent, so it need not be tried then
 */
record AgentJava(String path, boolean certain) {

    /**
     * The condition of a shell script that it can be run.
     *
     * @param variable name of the script's variable that has its path
     */
    String condition(String variable) {
        String java = "\"$" + variable + "\"";
        return certain ? "[ -x " + java + " ]" : java + " -version >/dev/null 2>&1";
    }
}
