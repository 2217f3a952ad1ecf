package dev.hauban.engine.local;

class ThirdRungContractTest extends LocalContract {
    ThirdRungContractTest() {
        super(3);
    }
}
